import { ianaOf } from '../tenant/time/zones.ts';
import type { IdForm } from '../tenant/item-ids.ts';
import { badRequest } from './errors.ts';

/** What the Prefer headers of a request ask for. */
export interface Prefer {
  idForm: IdForm;
  /** Zone of the times in the answer: UTC unless asked otherwise. */
  zone: { iana: string; name: string };
  bodyType: 'html' | 'text';
  /** Null when not asked for. */
  maxPageSize: number | null;
  /** What `Preference-Applied` says. */
  applied: string[];
}

/** Reads Prefer headers (several preferences may share one). Throws on a zone that Outlook does not know. */
export function readPrefer(header: string | null): Prefer {
  const valueOf = (name: string): string | null =>
    new RegExp(`(?:^|[,;\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^,;\\s]+))`, 'i')
      .exec(header ?? '')
      ?.slice(1)
      .find(Boolean) ?? null;
  const [zone, size] = [valueOf('outlook\\.timezone'), valueOf('odata\\.maxpagesize')];
  const immutable = /^ImmutableId$/i.test(valueOf('IdType') ?? '');
  const bodyType = /^text$/i.test(valueOf('outlook\\.body-content-type') ?? '') ? 'text' : 'html';
  const applied = [
    ...(immutable ? ['IdType="ImmutableId"'] : []),
    ...(zone === null ? [] : [`outlook.timezone="${zone}"`]),
    ...(bodyType === 'text' ? ['outlook.body-content-type="text"'] : []),
    ...(size === null ? [] : [`odata.maxpagesize=${size}`]),
  ];
  return {
    idForm: immutable ? 'immutable' : 'mutable',
    zone: zoneOf(zone),
    bodyType,
    maxPageSize: size === null ? null : Math.max(Number(size) || 1, 1),
    applied,
  };
}

function zoneOf(name: string | null): Prefer['zone'] {
  if (name === null) return { iana: 'Etc/UTC', name: 'UTC' };
  const iana = ianaOf(name);
  if (iana === null) throw unknownZone(name);
  return { iana, name };
}

/** The refusal of a zone's name. */
export const unknownZone = (name: string): Error =>
  badRequest(
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
    'TimeZoneNotSupportedException',
  );
