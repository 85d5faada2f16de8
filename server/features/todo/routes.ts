import { partyRoute, route, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { answerList, answerRemoved, chooseVersion, switchTodo, todo, todoLineParams } from './contract.ts';
import { choose, lookBeside, settleList, settleRemoved, switchTo, todoOf } from './service.ts';

const answer = { replies: { 200: todo } };

export const todoRoutes: AppRoute[] = [
  route('GET /api/todo', {
    summary: "How the client's fieldwork stands in their own Microsoft To Do",
    ...answer,
    handle: async ({ who }, context) => ({ status: 200, body: await todoOf(context, who) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/todo/look', {
    summary: 'Client or coach has the fieldwork of a session before them that is on: what was ticked in To Do is brought here',
    params: sessionParams,
    replies: { 204: null },
    async handle({ who, params }, context) {
      await lookBeside(context, who, params.sessionId);
      return { status: 204 };
    },
  }),

  route('PUT /api/todo', {
    summary: 'Switch To Do on or off; tasks that are there stay as they are',
    body: switchTodo,
    ...answer,
    handle: async ({ who, body }, context) => ({ status: 200, body: await switchTo(context, who, body.wanted) }),
  }),

  route('POST /api/todo/list', {
    summary: 'Say what is to become of the list that was deleted in To Do',
    body: answerList,
    ...answer,
    handle: async ({ who, body }, context) => ({ status: 200, body: await settleList(context, who, body.answer) }),
  }),

  route('POST /api/todo/lines/:commitmentId/removed', {
    summary: 'Say what is to become of a line that was deleted in To Do',
    params: todoLineParams,
    body: answerRemoved,
    ...answer,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await settleRemoved(context, who, params.commitmentId, body.answer) }),
  }),

  route('POST /api/todo/lines/:commitmentId/version', {
    summary: 'Choose between what a line says here and in To Do',
    params: todoLineParams,
    body: chooseVersion,
    ...answer,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await choose(context, who, params.commitmentId, body) }),
  }),
];
