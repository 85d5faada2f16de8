import { ask } from './api.ts';

/** One line of somebody's activity feed. */
export interface Activity {
  id: string;
  /** Name of the app that sent it. */
  app: string;
  title: string;
  preview: string;
  /** Teams' own link, into the app. */
  webUrl: string;
  at: string;
}

/** Newest first. */
export async function readActivity(user: string, signal: AbortSignal): Promise<Activity[]> {
  const { activities } = await ask<{ activities: Activity[] }>(`/activity?user=${encodeURIComponent(user)}`, { signal });
  return activities;
}
