import type { SeedEvent } from '../../tenant/seed.ts';

/** A property's text, whether or not it came with parameters; undefined when absent. The parser drops the `X-` of names. */
export function textOf(event: object, name: string): string | undefined {
  const value = (event as Record<string, unknown>)[name];
  const text = typeof value === 'object' && value !== null && 'val' in value ? value.val : value;
  return typeof text === 'string' ? text : undefined;
}

const outlookStatus: Record<string, SeedEvent['showAs']> = {
  FREE: 'free',
  TENTATIVE: 'tentative',
  BUSY: 'busy',
  OOF: 'oof',
  WORKINGELSEWHERE: 'workingElsewhere',
};

/** Outlook's own word first, which says more than the standard's opaque and transparent. */
export function showAsOf(event: object): SeedEvent['showAs'] {
  const status = outlookStatus[textOf(event, 'MICROSOFT-CDO-BUSYSTATUS') ?? ''];
  if (status !== undefined) return status;
  if (textOf(event, 'transparency') === 'TRANSPARENT') return 'free';
  return textOf(event, 'status') === 'TENTATIVE' ? 'tentative' : 'busy';
}

/** CLASS; anything unknown is private, as RFC 5545 section 3.8.1.3 asks. */
export function sensitivityOf(event: object): SeedEvent['sensitivity'] {
  const value = textOf(event, 'class')?.toUpperCase() ?? 'PUBLIC';
  if (value === 'PUBLIC') return 'normal';
  return value === 'CONFIDENTIAL' ? 'confidential' : 'private';
}
