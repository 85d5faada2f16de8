import { MicrosoftFailure, type DelegatedMicrosoft, type Microsoft, type OnBehalfOf } from './microsoft.ts';

const refuse = async (): Promise<never> => {
  throw new MicrosoftFailure('refused', 'Nobody is signed in to ask this for.');
};

function readingAlone(microsoft: Microsoft, { tenantId, objectId }: OnBehalfOf): DelegatedMicrosoft {
  const schedules: DelegatedMicrosoft['schedules'] = (emails, from, to) => microsoft.application(tenantId).schedules(objectId, emails, from, to);
  // Whatever else a signed-in person could ask, also what is added one day, is refused.
  return new Proxy({ schedules } as DelegatedMicrosoft, { get: (own, name) => (name in own ? own[name as 'schedules'] : refuse) });
}

/**
 * Microsoft for somebody who came by a link and is not signed in: free/busy is read in the application's own name, for the mailbox of
 * whoever made the link, and nothing else can be asked.
 */
export const unattended = (microsoft: Microsoft): Microsoft => ({ ...microsoft, onBehalfOf: (person) => readingAlone(microsoft, person) });
