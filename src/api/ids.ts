/** A fresh UUID for something this page is about to create: made once per form, so that pressing twice creates one. */
export const newId = (): string => crypto.randomUUID();
