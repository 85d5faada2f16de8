import type { EngagementScope } from '../../../access/scope.ts';
import type { AttendancePolicy } from '../../attendance/contract.ts';
import { defaultTerms, type Sharing, type SharingVersion } from '../contract.ts';
import type { SharingRow, VersionRow } from '../store.ts';
import { documentOf } from './document.ts';
import type { Parties } from './parties.ts';

const iso = (at: Date | string): string => new Date(at).toISOString();

interface Known {
  parties: Parties;
  row: SharingRow | null;
  versions: VersionRow[];
  policy: AttendancePolicy;
  scope: EngagementScope;
  may: boolean;
}

const isComplete = ({ ids }: Parties, { accepted }: VersionRow): boolean => ids.every((id) => accepted.some(({ person_id }) => person_id === id));

function stateOf(made: VersionRow, { row, parties }: Known): SharingVersion['state'] {
  if (row?.in_force === made.version) return 'in-force';
  if (row?.open_version === made.version) return 'open';
  return isComplete(parties, made) ? 'former' : 'not-taken';
}

function presentVersion(made: VersionRow, known: Known): SharingVersion {
  const { engagement } = known.parties;
  return {
    version: made.version,
    state: stateOf(made, known),
    at: iso(made.at),
    by: made.made_by_name,
    terms: made.terms,
    policy: made.policy,
    document: documentOf(made.terms, made.policy, known.parties.names),
    parties: engagement.people.map(({ id, role, display_name: name }) => {
      const accepted = made.accepted.find(({ person_id }) => person_id === id);
      return { personId: id, role, name, at: accepted ? iso(accepted.at) : null };
    }),
  };
}

const isSamePolicy = (one: AttendancePolicy, other: AttendancePolicy): boolean =>
  one.graceMinutes === other.graceMinutes && one.lateMinutes === other.lateMinutes && one.cutShortShare === other.cutShortShare;

/** The agreement for one of its parties. */
export function presentSharing(known: Known): Sharing {
  const versions = known.versions.map((made) => presentVersion(made, known));
  const inForce = versions.find(({ state }) => state === 'in-force') ?? null;
  const open = versions.find(({ state }) => state === 'open') ?? null;
  const mine = open?.parties.find(({ personId }) => personId === known.scope.personId);
  return {
    engagementId: known.scope.engagementId,
    newest: known.row?.newest ?? 0,
    inForce,
    open,
    versions,
    suggested: (open ?? inForce ?? versions[0])?.terms ?? defaultTerms,
    policyChanged: inForce !== null && !isSamePolicy(inForce.policy, known.policy),
    can: { propose: known.may, accept: known.may && mine !== undefined && mine.at === null, withdraw: known.may && open !== null },
  };
}
