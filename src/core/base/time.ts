/** A calendar day `YYYY-MM-DD`. */
export type Day = string;

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number;
