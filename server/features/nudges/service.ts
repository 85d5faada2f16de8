export { noticesName, offerNotice, withdrawNotices, type NoticeDraft } from './offer/offer.ts';
