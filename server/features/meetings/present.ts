import type { Candidate } from './contract.ts';
import type { CandidateRow } from './store.ts';

export const presentCandidate = (row: CandidateRow): Candidate => ({
  sessionId: row.id,
  kind: row.kind,
  start: row.starts_at.toISOString(),
  end: row.ends_at.toISOString(),
  myRole: row.my_role,
  clientName: row.client_name,
  coachName: row.coach_name,
});
