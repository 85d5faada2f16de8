/** Whether something is around this page: Teams frames us, or opens us in a window of its own. */
export const isFramed = (view: Window): boolean => view.parent !== view || Boolean(view.opener);
