/** A fresh UUID for something this page is about to create: made once per form, so that pressing twice creates one. */
export const newId = (): string => crypto.randomUUID();

/** A number from 0 up to, not including, 1: to spread things that would otherwise happen at one moment. */
export const chance = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
