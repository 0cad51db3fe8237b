import { addDays } from '../core/base/calendar.ts';
import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Day, Instant } from '../core/base/time.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import { mergePapers } from '../core/paper/paper.ts';
import type {
  ListQuery,
  ListTimes,
  NamedSources,
  PaperBatch,
  PaperDetails,
  PaperFiller,
  PaperLists,
  PaperLookup,
  PaperSearch,
  PaperWatch,
} from '../core/paper/paper-source.ts';
import { withName } from './named-source.ts';
import { createOutages } from './outages.ts';
import { SOURCES, type Source, type SourceDeps } from './registry.ts';

export interface SourcesOptions extends SourceDeps {
  readonly log: Log;
  /** Called with the id of a source when it fails. */
  readonly onFailure?: (id: string) => void;
  /** Those of the registry by default. */
  readonly sources?: ReadonlyArray<(deps: SourceDeps) => Source>;
}

export interface Sources
  extends PaperLists,
    ListTimes,
    NamedSources,
    PaperLookup,
    PaperDetails,
    PaperFiller,
    PaperWatch,
    PaperSearch {}

/** All sources in their order. */
export function createSources(options: SourcesOptions): Sources {
  return new OrderedSources(options);
}

class OrderedSources implements Sources {
  readonly #sources: readonly Source[];
  readonly #outages: ReturnType<typeof createOutages>;
  readonly #log: Log;
  readonly names: NamedSources['names'];
  readonly searchable: ReadonlyMap<string, string>;

  constructor({ log, onFailure = () => undefined, sources = SOURCES, ...deps }: SourcesOptions) {
    this.#log = log;
    this.#outages = createOutages(log);
    this.#sources = sources.map((create) => withName(create(deps), onFailure));
    const nameFirst = (method: 'list' | 'fetchPapers') =>
      this.#sources.find((one) => one[method])?.name ?? '';
    this.searchable = new Map(this.#sources.flatMap(({ id, name, search }) => (search ? [[id, name]] : [])));
    this.names = { lists: nameFirst('list'), details: nameFirst('fetchPapers') };
  }

  /** From the first source that has such a list; where it fails, from the next. */
  async list(query: ListQuery): Promise<PaperBatch> {
    let failure: unknown;
    let level: 'warn' | 'debug' | undefined;
    for (const source of this.#sources) {
      try {
        const asked = source.list?.(query);
        if (asked === undefined) continue;
        const batch = this.#logSkipped(await asked);
        if (failure === undefined && query.kind === 'day') this.#outages.ends(query.day);
        return batch;
      } catch (error) {
        if (error instanceof SourceError && error.kind === 'stopped') throw error;
        // Other lists are requested by people, who are shown the failure themselves.
        if (query.kind === 'day') {
          level ??= this.#outages.begins(query.day);
          this.#log[level]({ err: error, source: source.name }, 'a source failed');
        }
        // The first source's own reason says more than those of its substitutes.
        failure ??= error;
      }
    }
    throw failure;
  }

  /** As the first source with lists has it; those after it are its substitutes. */
  getClosingTime(day: Day): Instant {
    const first = this.#sources.find((source) => source.list !== undefined);
    return first?.getClosingTime?.(day) ?? Date.parse(`${addDays(day, 1)}T00:00:00Z`);
  }

  async fetchPaper(id: PaperId): Promise<Paper | undefined> {
    let known: Paper | undefined;
    for (const source of this.#sources) {
      if (known && !isIncomplete(known)) break;
      const found = await this.#lookUp(source, id, known);
      known = found && known ? mergePapers(found, known) : (known ?? found);
    }
    return known;
  }

  async fetchDetails(id: PaperId): Promise<Paper | undefined> {
    for (const source of this.#sources) if (source.fetchPaper) return source.fetchPaper(id);
    return undefined;
  }

  async fill(papers: readonly Paper[]): Promise<Paper[]> {
    const ids = papers.filter(isIncomplete).map(({ id }) => id);
    if (ids.length === 0) return [...papers];
    const known = new Map((await this.fetchLatest(ids)).map((one) => [one.id, one]));
    return papers.map((one) => {
      const more = known.get(one.id);
      return more ? mergePapers(more, one) : one;
    });
  }

  async fetchLatest(ids: readonly PaperId[]): Promise<Paper[]> {
    for (const source of this.#sources) if (source.fetchPapers) return source.fetchPapers(ids);
    return [];
  }

  async search(sourceId: string, text: string, limit: number): Promise<PaperBatch> {
    const source = this.#sources.find((one) => one.id === sourceId && one.search !== undefined);
    if (!source?.search) throw new Error(`no source "${sourceId}" can be searched`);
    return this.#logSkipped(await source.search(text, limit));
  }

  /** A source that fails costs what it would have added, and the paper only where nobody knew it before. */
  async #lookUp(source: Source, id: PaperId, known: Paper | undefined): Promise<Paper | undefined> {
    try {
      if (source.fetchPaper) return await source.fetchPaper(id);
      return (await source.fetchPapers?.([id]))?.[0];
    } catch (err) {
      if (!known) throw err;
      this.#log.warn({ err, id, source: source.name }, 'a source could not complete a paper');
      return undefined;
    }
  }

  #logSkipped(batch: PaperBatch): PaperBatch {
    for (const item of batch.skipped) this.#outages.recordSkipped(item, batch.source);
    return batch;
  }
}

function isIncomplete({ id, abstract, authors, categories }: Paper): boolean {
  return !id.startsWith('local:') && (abstract === '' || authors.length === 0 || categories === undefined);
}
