/** Somebody asked for something impossible: its text is shown to them as it stands. */
export class Refusal extends Error {}
