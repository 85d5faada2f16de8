import { createEvent, deleteEvent, updateEvent } from '../../tenant/events/organise.ts';
import { fieldsOf, whole } from '../../tenant/events/occurrences.ts';
import { changeFrom, newEventFrom, type EventBody } from '../body/event-body.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest } from '../errors.ts';
import { allowOptions } from '../odata/query.ts';
import { presentEvent } from '../present/event.ts';
import { itemOf, itemToChange, presenter, viewOf } from './event-view.ts';

const context = ({ owner }: OwnedCall): string => contextOf(`users('${owner.objectId}')/events/$entity`);

/** GET event */
export function getEvent(call: OwnedCall): Answer {
  allowOptions(call, ['$select', '$expand']);
  return ok({ '@odata.context': context(call), ...presenter(call)(itemOf(call)) });
}

/** POST events */
export function postEvent(call: OwnedCall): Answer {
  const event = createEvent(call.tenant, call.owner, newEventFrom(call.body as EventBody, call.owner));
  const told = presentEvent(whole(event), viewOf(call));
  return {
    status: 201,
    body: { '@odata.context': context(call), ...told },
    headers: { location: `${call.url.origin}${call.url.pathname}/${String(told.id)}` },
  };
}

/** PATCH event */
export function patchEvent(call: OwnedCall): Answer {
  const item = itemToChange(call);
  const body = call.body as EventBody;
  if (body.transactionId && body.transactionId !== item.event.transaction?.id)
    throw badRequest('The TransactionId of an event can not be changed.', 'ErrorInvalidRequest');
  const change = changeFrom(body, call.owner, fieldsOf(item));
  const given = change.properties;
  // Properties that are not named stay as they are.
  if (given) change.properties = [...item.event.properties.filter(({ id }) => !given.some((other) => other.id === id)), ...given];
  const after = updateEvent(call.tenant, call.owner, item, change);
  return ok({ '@odata.context': context(call), ...presentEvent(after, viewOf(call)) });
}

/** DELETE event */
export function removeEvent(call: OwnedCall): Answer {
  deleteEvent(call.tenant, itemToChange(call));
  return { status: 204 };
}
