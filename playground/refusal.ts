/** Somebody wanted what cannot be done: told to them as it stands. */
export class Refusal extends Error {}
