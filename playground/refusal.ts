/** Somebody asked for something impossible: its text is shown to them as it is. */
export class Refusal extends Error {}
