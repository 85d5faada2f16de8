import { z } from 'zod';

/** What a calendar is followed for. */
export const purpose = z.enum(['sessions', 'blocks']);
export type Purpose = z.infer<typeof purpose>;

/** Microsoft's handshake: the token comes back as plain text, decoded. */
export const handshake = z.strictObject({
  validationToken: z.string().min(1).max(2000).optional().describe('Sent by Microsoft Graph when a subscription is made; answered as plain text.'),
});

/** A batch as Microsoft Graph delivers it. Each item is judged by itself: what is not for us must not spoil what is. */
export const delivery = z.object({ value: z.array(z.unknown()).min(1).max(5000).optional() });
export type Delivery = z.infer<typeof delivery>;

const graphId = z.string().min(1).max(300);

/** What every item says; the rest is not needed, because the calendar is read anyway. */
export const notification = z.object({
  subscriptionId: graphId,
  clientState: z.string().min(1).max(128),
  tenantId: z.uuid().optional(),
  lifecycleEvent: z.string().max(100).optional(),
});
export type Notification = z.infer<typeof notification>;
