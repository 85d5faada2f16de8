/**
 * Who may read what somebody typed: the rows of product.md, principle 4, as data. A new text field of the API needs a row here before
 * the test passes, and a person who reads more or less than their row says fails it.
 */
export type Reader = 'client' | 'coach' | 'sponsor' | 'lead' | 'stranger' | 'link holder' | 'assistant';

export interface TypedText {
  /** Where it is typed: operation and field. */
  field: string;
  /** Which of the cases of that field. */
  about: string;
  /** What stands for it in this test. Something else than a made-up word only where no such word is taken. */
  marker: string;
  /** Who reads it in the answers of the API. */
  reads: Reader[];
  /** Whose calendar or inbox in Microsoft 365 (or, outside, by mail) it gets into. */
  gets: Reader[];
}

const everybodyInIt: Reader[] = ['client', 'coach', 'sponsor'];

const create = 'postApiEngagements';
const change = 'patchApiEngagementsEngagementId';
const commit = 'postApiEngagementsEngagementIdCommitments';

export const typedTexts: TypedText[] = [
  { field: `${create} goals.*`, about: 'a goal', marker: 'aardvark', reads: everybodyInIt, gets: [] },
  { field: `${change} goals.*`, about: 'a goal, changed', marker: 'badger', reads: everybodyInIt, gets: [] },
  // Names and addresses of colleagues are the directory's; what was typed for them is not kept.
  { field: `${create} client.displayName`, about: 'a name for a colleague', marker: 'cormorant', reads: [], gets: [] },
  { field: `${create} sponsor.displayName`, about: 'a name for a colleague', marker: 'dormouse', reads: [], gets: [] },
  { field: `${create} client.email`, about: 'an address that is not the colleague’s', marker: 'egret@alder.example', reads: [], gets: [] },
  { field: `${create} sponsor.email`, about: 'an address that is not the colleague’s', marker: 'ferret@alder.example', reads: [], gets: [] },
  { field: 'putApiEngagementsEngagementIdSponsor sponsor.displayName', about: 'a name for another sponsor', marker: 'guillemot', reads: [], gets: [] },
  { field: 'putApiEngagementsEngagementIdSponsor sponsor.email', about: 'an address that is not the other sponsor’s', marker: 'yaffle@alder.example', reads: [], gets: [] },
  // Somebody outside is known by nothing but what was typed. They are named to those who work with them, and get their own mail.
  { field: `${create} coach.displayName`, about: 'the name of a coach outside', marker: 'Gannet', reads: ['client', 'lead', 'link holder'], gets: ['client', 'link holder'] },
  { field: `${create} coach.email`, about: 'the address of a coach outside', marker: 'heron@coach.example', reads: ['client', 'lead', 'link holder'], gets: ['client', 'link holder'] },
  { field: 'postApiEngagementsEngagementIdSessions agenda', about: 'agenda of a three-way session', marker: 'ibis', reads: everybodyInIt, gets: everybodyInIt },
  { field: 'postApiEngagementsEngagementIdSessions agenda', about: 'agenda of a coaching session', marker: 'jackdaw', reads: ['client', 'coach'], gets: ['client', 'coach'] },
  { field: 'postApiEngagementsEngagementIdSessions agenda', about: 'agenda under a neutral subject', marker: 'kestrel', reads: ['client'], gets: [] },
  // Whoever gave a reason has it in the export of what is kept about them, and nobody else on any screen.
  // Sent to the sponsor, it stands among what left to them, word for word.
  { field: 'postApiSessionsSessionIdCancel comment', about: 'why a three-way session was cancelled', marker: 'lapwing', reads: ['client', 'sponsor'], gets: ['coach', 'sponsor'] },
  { field: 'postApiSessionsSessionIdCancel comment', about: 'why a coaching session was cancelled', marker: 'magpie', reads: ['client'], gets: ['coach'] },
  // A word to the coach, who is asked; nobody else's, and in nobody's mail.
  { field: 'postApiSessionsSessionIdMove comment', about: 'a word to the coach', marker: 'turnstone', reads: ['client', 'coach'], gets: [] },
  { field: 'postApiSessionsSessionIdCancel comment', about: 'what a coach outside is asked with', marker: 'linnet', reads: ['client', 'link holder'], gets: [] },
  { field: 'putApiCoachAvailability feedUrl', about: 'the address of a private calendar', marker: 'nuthatch', reads: ['link holder'], gets: [] },
  { field: 'putApiCoachAvailability zone', about: 'a zone', marker: 'Antarctica/Troll', reads: ['client', 'lead', 'link holder'], gets: [] },
  // Codes of regions are a list that everybody who is signed in may read.
  { field: 'putApiEngagementsEngagementIdPlan settings.regions.*.region', about: 'whose public holidays', marker: 'ES-CN', reads: ['client', 'coach', 'sponsor', 'lead', 'stranger'], gets: [] },
  { field: 'postApiEngagementsEngagementIdPlanProposal settings.regions.*.region', about: 'a question', marker: 'ES-GA', reads: ['client', 'coach', 'sponsor', 'lead', 'stranger'], gets: [] },
  { field: 'putApiReviewTime holidays', about: 'whose public holidays', marker: 'ES-IB', reads: ['client', 'coach', 'sponsor', 'lead', 'stranger'], gets: [] },
  { field: 'postApiSessionsSessionIdLinks label', about: 'what a link to a session calls it', marker: 'curlew', reads: [...everybodyInIt, 'assistant'], gets: [] },
  // The review is the client’s; the coach reads what is brought, and the plan. Of these the sponsor reads goals as worded for sharing,
  // and what the client shows of the agenda of a three-way session, but never what was asked of the coach.
  { field: 'putApiReviewPrompts prompts.*.text', about: 'a prompt of an answer that is kept', marker: 'anchovy', reads: ['client'], gets: [] },
  { field: 'putApiReviewPrompts prompts.*.text', about: 'a prompt of an answer that is brought', marker: 'barbel', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiReviewPrompts prompts.*.text', about: 'a prompt of an answer that was taken back', marker: 'charr', reads: ['client'], gets: [] },
  { field: 'putApiReviewAnswer text', about: 'a reflection', marker: 'dragonet', reads: ['client'], gets: [] },
  { field: 'putApiReviewAnswer text', about: 'a reflection that is brought', marker: 'eelpout', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiReviewAnswer text', about: 'a reflection that was brought and taken back', marker: 'flounder', reads: ['client'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.shared', about: 'a goal of the plan, as worded for sharing', marker: 'grayling', reads: everybodyInIt, gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.own', about: 'the plan between client and coach', marker: 'halibut', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.behaviours.*.text', about: 'the plan between client and coach', marker: 'icefish', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.levels.muchLess', about: 'the plan between client and coach', marker: 'jewfish', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.levels.less', about: 'the plan between client and coach', marker: 'kingfish', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.levels.expected', about: 'the plan between client and coach', marker: 'lamprey', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.levels.more', about: 'the plan between client and coach', marker: 'mackerel', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.levels.muchMore', about: 'the plan between client and coach', marker: 'needlefish', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiEngagementsEngagementIdActionPlan goals.*.steps.*.text', about: 'the plan between client and coach', marker: 'opah', reads: ['client', 'coach'], gets: [] },
  { field: 'postApiEngagementsEngagementIdAgendaItems text', about: 'an item for a three-way session', marker: 'pollack', reads: everybodyInIt, gets: [] },
  { field: 'postApiEngagementsEngagementIdAgendaItems text', about: 'a coach’s proposal', marker: 'quillback', reads: ['client', 'coach'], gets: [] },
  { field: 'postApiEngagementsEngagementIdAgendaItems text', about: 'an item that is not shown yet', marker: 'roach', reads: ['client'], gets: [] },
  { field: 'patchApiEngagementsEngagementIdAgendaItemsItemId text', about: 'an item, worded anew', marker: 'salmon', reads: everybodyInIt, gets: [] },
  { field: 'patchApiEngagementsEngagementIdAgendaSettings help', about: 'how the coach can help', marker: 'tench', reads: ['client', 'coach'], gets: [] },
  { field: 'postApiCoachAgendaItems text', about: 'what a coach outside proposes', marker: 'umbrine', reads: ['client', 'link holder'], gets: [] },
  // Questions are answered and forgotten.
  { field: 'getApiPeople search', about: 'a question', marker: 'osprey', reads: [], gets: [] },
  { field: 'getApiProgrammePeople search', about: 'a question', marker: 'quetzal', reads: [], gets: [] },
  { field: 'getApiMeetingsSession chatId', about: 'a question', marker: 'pochard', reads: [], gets: [] },
  { field: 'getApiMeetingsOpening chatId', about: 'a question', marker: 'mkopening', reads: [], gets: [] },
  { field: 'putApiMeetingsLink chatId', about: 'a question', marker: 'mklinked', reads: [], gets: [] },
  { field: 'postApiMeetingsUnlink chatId', about: 'a question', marker: 'mkunlinked', reads: [], gets: [] },
  // Microsoft's handshake: said back to whoever asked, and kept nowhere.
  { field: 'postApiNotificationsCalendar validationToken', about: 'a handshake', marker: 'phalarope', reads: [], gets: [] },
  { field: 'postApiNotificationsLifecycle validationToken', about: 'a handshake', marker: 'ptarmigan', reads: [], gets: [] },
  // What is not sent yet is nobody's but the writer's.
  { field: 'putApiDrafts content', about: 'what is not sent yet', marker: 'whimbrel', reads: ['client'], gets: [] },
  { field: 'postApiOutlookPeople addresses.*', about: 'a question', marker: 'wigeon@alder.example', reads: [], gets: [] },
  { field: 'postApiOutlookItem itemId', about: 'a question', marker: 'shoveler', reads: [], gets: [] },
  { field: 'postApiOutlookItem joinUrl', about: 'a question', marker: 'garganey', reads: [], gets: [] },
  // Announced only: nothing is in a calendar until the organiser sends the form.
  { field: 'postApiEngagementsEngagementIdAnnouncements agenda', about: 'agenda of a three-way session that is announced', marker: 'merlin', reads: everybodyInIt, gets: [] },
  // Fieldwork is between client and coach, and nobody's mail. A day's words are read and forgotten.
  { field: `${commit} text`, about: 'fieldwork agreed in a three-way session', marker: 'avocet', reads: ['client', 'coach'], gets: [] },
  { field: `${commit} text`, about: 'fieldwork that a coach outside proposes', marker: 'bittern', reads: ['client', 'link holder'], gets: [] },
  { field: `${commit} due.said`, about: 'a day', marker: '29 feb 2028', reads: [], gets: [] },
  { field: `${commit}Read line`, about: 'a question', marker: 'chiffchaff', reads: [], gets: [] },
  { field: 'patchApiCommitmentsCommitmentId text', about: 'fieldwork, reworded', marker: 'dunlin', reads: ['client', 'coach'], gets: [] },
  { field: 'patchApiCommitmentsCommitmentId due.said', about: 'a day, changed', marker: '28 feb 2028', reads: [], gets: [] },
  { field: 'putApiCommitmentsCommitmentIdReview learnt', about: 'what was learnt', marker: 'firecrest', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiCommitmentsCommitmentIdReview due.said', about: 'a day for what is not done yet', marker: '27 feb 2028', reads: [], gets: [] },
  { field: 'getApiEngagementsEngagementIdLive after', about: 'an event', marker: '404142434445464748', reads: [], gets: [] },
  // Why somebody sees a session’s attendance otherwise stays between those who were to be there; a lead sees that they do.
  { field: 'putApiSessionsSessionIdAttendanceOutcome why', about: 'why the coach says so', marker: 'goldcrest', reads: ['client', 'coach'], gets: [] },
  { field: 'putApiSessionsSessionIdAttendanceDispute why', about: 'why the client does not', marker: 'hoopoe', reads: ['client', 'coach'], gets: [] },
  // What is agreed is read by the three who agree. Where missed sessions lead is between client and coach; the client’s draft is theirs alone until they send it.
  { field: 'postApiEngagementsEngagementIdSharing terms.words', about: 'the agreement in the words of the three', marker: 'jacana', reads: everybodyInIt, gets: [] },
  { field: 'putApiEngagementsEngagementIdLadderDraft text', about: 'a draft to the sponsor', marker: 'kittiwake', reads: ['client'], gets: [] },
  { field: 'postApiEngagementsEngagementIdLadderTelling subject', about: 'what the client tells the sponsor', marker: 'lammergeier', reads: ['client', 'sponsor'], gets: ['sponsor'] },
  { field: 'postApiEngagementsEngagementIdLadderTelling text', about: 'what the client tells the sponsor', marker: 'murrelet', reads: ['client', 'sponsor'], gets: ['sponsor'] },
  // A notice is in fixed words: what is sent only says which were read.
  { field: 'postApiEngagementsEngagementIdLadderNotice words.subject', about: 'words that were read', marker: 'nightjar', reads: [], gets: [] },
  { field: 'postApiEngagementsEngagementIdLadderNotice words.lines.*', about: 'words that were read', marker: 'oystercatcher', reads: [], gets: [] },
  { field: 'postApiEngagementsEngagementIdLadderNoticeStop why', about: 'why the client stops a notice', marker: 'partridge', reads: ['client', 'coach'], gets: [] },
  { field: 'postApiSessionsSessionIdReadback digest', about: 'the name of a list', marker: 'f'.repeat(32), reads: [], gets: [] },
];

/** What nobody typed into Fieldwork and Fieldwork sees all the same: what people's own calendars are about. */
export const othersTexts = { subject: 'quail', place: 'redshank', body: 'sandpiper', feedSummary: 'teal', feedPlace: 'umbrellabird' };
