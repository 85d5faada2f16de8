/** The story's people, as the sandbox names them. */
export const client = { address: 'maya.okonkwo@tamarind.example', name: 'Maya Okonkwo' };
export const sponsor = { address: 'daniel.reyes@tamarind.example', name: 'Daniel Reyes' };
export const coach = { address: 'nora@whelan-coaching.example', name: 'Nora Whelan' };
