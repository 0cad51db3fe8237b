/**
 * What the engine is doing with its index:
 *
 * - `opening`: a worker was started and reads the snapshot; there is no index to answer from yet.
 * - `building`: there is no usable snapshot, and the first one is being built.
 * - `ready`: it answers, and follows what is saved.
 * - `paused`: it answers, and follows nothing until `resume` or `rebuild`.
 * - `rebuilding`: it answers from the former index while a new one is built.
 * - `reopening`: the snapshot failed in use and is opened and checked again.
 * - `damaged`: the snapshot failed in use and could not be replaced; the next failing question tries again.
 * - `failed`: there is no index, and none could be opened or built; it needs `rebuild` or a new process.
 * - `closed`: the last state.
 */
export type EngineStateName =
  | 'opening'
  | 'building'
  | 'ready'
  | 'paused'
  | 'rebuilding'
  | 'reopening'
  | 'damaged'
  | 'failed'
  | 'closed';

/** Where each state leads. A worker that dies leads to `opening` from anywhere, and `close` to `closed`. */
const TRANSITIONS: Readonly<Record<EngineStateName, readonly EngineStateName[]>> = {
  opening: ['opening', 'building', 'ready', 'failed', 'closed'],
  building: ['opening', 'ready', 'failed', 'closed'],
  ready: ['opening', 'paused', 'rebuilding', 'reopening', 'damaged', 'failed', 'closed'],
  paused: ['opening', 'ready', 'rebuilding', 'reopening', 'damaged', 'failed', 'closed'],
  rebuilding: ['opening', 'ready', 'paused', 'damaged', 'failed', 'closed'],
  reopening: ['opening', 'ready', 'rebuilding', 'damaged', 'failed', 'closed'],
  damaged: ['opening', 'ready', 'rebuilding', 'reopening', 'failed', 'closed'],
  failed: ['opening', 'building', 'ready', 'closed'],
  closed: [],
};

const ANSWERING: ReadonlySet<EngineStateName> = new Set([
  'ready',
  'paused',
  'rebuilding',
  'reopening',
  'damaged',
]);

/** The one state of an engine, and the only way to change it. */
export class EngineState {
  #name: EngineStateName = 'opening';

  get name(): EngineStateName {
    return this.#name;
  }

  /** Whether there is an index to answer from. */
  get isAnswering(): boolean {
    return ANSWERING.has(this.#name);
  }

  get isClosed(): boolean {
    return this.#name === 'closed';
  }

  /** Goes on to `next`. Work that ends after `close` changes nothing any more. */
  enter(next: EngineStateName): void {
    if (this.#name === next || this.isClosed) return;
    if (!TRANSITIONS[this.#name].includes(next))
      throw new Error(`The search engine cannot go from ${this.#name} to ${next}`);
    this.#name = next;
  }
}
