/** What `createApp` needs to know about its surroundings; made by a main or a test. */
export interface AppSettings {
  /** Public origin without a trailing slash, e.g. `https://fieldwork.example`. Personal links and deep links start with it. */
  baseUrl: string;
  /** The application's (client) id in Entra, also the Teams app's `webApplicationInfo.id`. */
  clientId: string;
  /** The Teams app's id in the manifest. */
  teamsAppId: string;
  /** Folder of the built front end, or null to serve none. */
  staticDir: string | null;
  /** Origins whose calendar feeds may be read although they are not public https (empty in production). */
  feedOriginsAllowed: string[];
  /** Extra sources of the Content-Security-Policy's `frame-ancestors` (empty in production). */
  extraFrameAncestors: string[];
}
