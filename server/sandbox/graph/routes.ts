import type { Answer, Call, OwnedCall } from './call.ts';
import { sendActivity, sendActivityToRecipients } from './handlers/activity.ts';
import { getAttendanceReport, listAttendanceRecords, listAttendanceReports } from './handlers/attendance.ts';
import { getChat, installApp, listInstalledApps, sendChatMessage } from './handlers/chats.ts';
import { deltaView } from './handlers/delta.ts';
import { getManager, getUser, listAll, listPeople, listReports } from './handlers/directory.ts';
import { answer, cancel } from './handlers/event-answers.ts';
import { getEvent, patchEvent, postEvent, removeEvent } from './handlers/event-items.ts';
import { calendarView, listEvents, listInstances } from './handlers/event-lists.ts';
import { sendMail } from './handlers/mail.ts';
import { findMeetings, getMeeting } from './handlers/online-meetings.ts';
import { getSchedule } from './handlers/schedule.ts';
import {
  createSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  removeSubscription,
  renewSubscription,
} from './handlers/subscriptions.ts';
import { deltaOfTasks } from './handlers/todo-delta.ts';
import {
  createLink,
  createTodoList,
  createTodoTask,
  deleteLink,
  deleteTodoList,
  deleteTodoTask,
  getTodoList,
  getTodoTask,
  listLinks,
  listTodoLists,
  listTodoTasks,
  patchTodoList,
  patchTodoTask,
} from './handlers/todo.ts';
import { getCalendar, getPhoto, getPresence, getSettings, patchSettings, supportedTimeZones } from './handlers/settings.ts';

/** Operations on what one person owns. */
export const owned: Record<string, (call: OwnedCall) => Answer> = {
  'GET /{owner}': getUser,
  'GET /{owner}/manager': getManager,
  'GET /{owner}/directReports': listReports,
  'GET /{owner}/people': listPeople,
  'GET /{owner}/photo/$value': getPhoto,
  'GET /{owner}/presence': getPresence,
  'GET /{owner}/mailboxSettings': getSettings,
  'PATCH /{owner}/mailboxSettings': patchSettings,
  'GET /{owner}/calendar': getCalendar,
  'POST /{owner}/calendar/getSchedule': getSchedule,
  'GET /{owner}/events': listEvents,
  'POST /{owner}/events': postEvent,
  'GET /{owner}/events/{event-id}': getEvent,
  'PATCH /{owner}/events/{event-id}': patchEvent,
  'DELETE /{owner}/events/{event-id}': removeEvent,
  'GET /{owner}/events/{event-id}/instances': listInstances,
  'POST /{owner}/events/{event-id}/cancel': cancel,
  'POST /{owner}/events/{event-id}/accept': answer('accepted'),
  'POST /{owner}/events/{event-id}/decline': answer('declined'),
  'POST /{owner}/events/{event-id}/tentativelyAccept': answer('tentativelyAccepted'),
  'GET /{owner}/calendarView': calendarView,
  'GET /{owner}/calendarView/delta': deltaView,
  'POST /{owner}/sendMail': sendMail,
  'POST /{owner}/teamwork/sendActivityNotification': sendActivity,
  'GET /{owner}/onlineMeetings': findMeetings,
  'GET /{owner}/onlineMeetings/{onlineMeeting-id}': getMeeting,
  'GET /{owner}/onlineMeetings/{onlineMeeting-id}/attendanceReports': listAttendanceReports,
  'GET /{owner}/onlineMeetings/{onlineMeeting-id}/attendanceReports/{meetingAttendanceReport-id}': getAttendanceReport,
  'GET /{owner}/onlineMeetings/{onlineMeeting-id}/attendanceReports/{meetingAttendanceReport-id}/attendanceRecords': listAttendanceRecords,
  'GET /{owner}/outlook/supportedTimeZones': supportedTimeZones,
  'GET /{owner}/todo/lists': listTodoLists,
  'POST /{owner}/todo/lists': createTodoList,
  'GET /{owner}/todo/lists/{todoTaskList-id}': getTodoList,
  'PATCH /{owner}/todo/lists/{todoTaskList-id}': patchTodoList,
  'DELETE /{owner}/todo/lists/{todoTaskList-id}': deleteTodoList,
  'GET /{owner}/todo/lists/{todoTaskList-id}/tasks': listTodoTasks,
  'POST /{owner}/todo/lists/{todoTaskList-id}/tasks': createTodoTask,
  'GET /{owner}/todo/lists/{todoTaskList-id}/tasks/delta': deltaOfTasks,
  'GET /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}': getTodoTask,
  'PATCH /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}': patchTodoTask,
  'DELETE /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}': deleteTodoTask,
  'GET /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}/linkedResources': listLinks,
  'POST /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}/linkedResources': createLink,
  'DELETE /{owner}/todo/lists/{todoTaskList-id}/tasks/{todoTask-id}/linkedResources/{linkedResource-id}': deleteLink,
};

/** Operations on what is the tenant's. */
export const shared: Record<string, (call: Call) => Answer | Promise<Answer>> = {
  'GET /users': listAll,
  'GET /chats/{chat-id}': getChat,
  'GET /chats/{chat-id}/installedApps': listInstalledApps,
  'POST /chats/{chat-id}/installedApps': installApp,
  'POST /chats/{chat-id}/messages': sendChatMessage,
  'GET /subscriptions': listSubscriptions,
  'POST /subscriptions': createSubscription,
  'GET /subscriptions/{subscription-id}': getSubscription,
  'PATCH /subscriptions/{subscription-id}': renewSubscription,
  'DELETE /subscriptions/{subscription-id}': removeSubscription,
  'POST /subscriptions/{subscription-id}/reauthorize': reauthorizeSubscription,
  'POST /teamwork/sendActivityNotificationToRecipients': sendActivityToRecipients,
};

/** Answered by itself, around all others. */
export const BATCH = 'POST /$batch';

/** Whether the sandbox answers an operation; all others that are described it refuses with 501. */
export const isImplemented = (key: string): boolean => key in owned || key in shared || key === BATCH;

/** What of a person colleagues may read too, permission granted; everything else of theirs is their own mailbox. */
export const readableByColleagues = new Set([
  'GET /{owner}',
  'GET /{owner}/manager',
  'GET /{owner}/directReports',
  'GET /{owner}/presence',
  'GET /{owner}/photo/$value',
]);

/** What events may be read with is what they may be followed with. */
const followingEvents = ['Calendars.Read', 'Calendars.ReadWrite'];

/** Permissions of operations that the description gives none for: any of these suffices. */
export const permissionsWithoutDescription: Record<string, string[]> = {
  'GET /{owner}/calendar': ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'],
  'GET /{owner}/outlook/supportedTimeZones': ['User.Read', 'User.ReadBasic.All', 'User.Read.All'],
  'GET /{owner}/photo/$value': ['User.Read', 'User.ReadBasic.All', 'User.Read.All'],
  'GET /subscriptions': followingEvents,
  'POST /subscriptions': followingEvents,
  'GET /subscriptions/{subscription-id}': followingEvents,
  'PATCH /subscriptions/{subscription-id}': followingEvents,
  'DELETE /subscriptions/{subscription-id}': followingEvents,
  'POST /subscriptions/{subscription-id}/reauthorize': followingEvents,
};

/** Operations that Outlook counts against a mailbox. */
export const usesMailbox = (key: string): boolean => /^\w+ \/\{owner\}\/(mailboxSettings|calendar|events|calendarView|sendMail|todo)/.test(key);
