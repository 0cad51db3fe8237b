import type { Day } from '../base/time.ts';
import type { Edition } from './edition.ts';
import type { PaperId } from './paper.ts';

export interface DaysAround {
  readonly earlier?: Day;
  readonly later?: Day;
}

export interface EditionStore {
  /** A day that shrinks keeps its old papers: first the new order, then those no longer listed. */
  save(edition: Edition): Promise<void>;
  find(day: Day): Promise<Edition | undefined>;
  /** The latest `count` editions with at least one paper, up to and including `through`, newest first. */
  listLatest(count: number, through: Day): Promise<Edition[]>;
  /** Both days included, oldest first, empty ones too. */
  listBetween(from: Day, to: Day): Promise<Edition[]>;
  /** Every day with at least one paper, up to and including `through`, oldest first. */
  listDaysWithPapers(through: Day): Promise<Day[]>;
  /** The nearest days with at least one paper before and after a day, up to and including `through`. */
  findDaysAround(day: Day, through: Day): Promise<DaysAround>;
  /** The days a paper was listed on, newest first. */
  listDays(id: PaperId): Promise<Day[]>;
}
