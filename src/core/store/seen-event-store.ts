/** Which events of platforms were received, by any process on the database: each is handled once. */
export interface SeenEventStore {
  /** `false` where it was added before. `now` is in real time, whatever day is rehearsed. */
  add(key: string, now: number): Promise<boolean>;
  /** Forgets those that were added before an instant. */
  purge(before: number): Promise<void>;
}
