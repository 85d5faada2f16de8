import type { Brought, Prompt, Reflection } from './contract.ts';
import type { ReflectionRow } from './store.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A reflection for the client who wrote it. */
export const presentReflection = (row: ReflectionRow): Reflection => ({
  key: row.prompt_key,
  prompt: row.prompt,
  text: row.text,
  version: row.version,
  updatedAt: iso(row.updated_at),
  broughtTo: row.brought_to,
});

/** One answer for each prompt in its order; where nothing is kept yet, an empty one. */
export function presentAnswers(prompts: Prompt[], rows: ReflectionRow[]): Reflection[] {
  return prompts.map(({ key, text }) => {
    const row = rows.find((one) => one.prompt_key === key);
    return row ? { ...presentReflection(row), prompt: text } : { key, prompt: text, text: '', version: 0, updatedAt: null, broughtTo: null };
  });
}

/** A reflection that was brought, for client and coach. */
export const presentBrought = ({ id, week, prompt, text, brought_at }: ReflectionRow): Brought => ({ id, week, prompt, text, broughtAt: brought_at!.toISOString() });
