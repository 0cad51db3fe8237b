import type { Coded } from '../../core/base/coded.ts';
import type { Barred } from '../../core/summary/summary.ts';

/**
 * What is wrong with an answer, which its model is asked once to correct: data, since answers are read in a worker. It is worded for
 * the model alone (`word-repair.ts`).
 */
export type RepairReason = FormReason | StrayReason | RefusalReason | Coded<'cut'>;

/** It cannot be read. */
export type FormReason =
  | Coded<'no-object'>
  /** With what the schema says of it. */
  | Coded<'other-shape', { readonly why: string }>
  | Coded<'no-english'>
  | Coded<'empty'>;

/** It is in another language than the one asked for, which is a BCP 47 tag. */
export type StrayReason =
  | Coded<'in-english', { readonly language: string }>
  | Coded<'other-language', { readonly language: string }>;

/** It does not match the paper, or holds what no summary may. */
export type RefusalReason =
  /** `least` counts words. */
  | Coded<'quote-short', { readonly least: number }>
  | Coded<'quote-foreign'>
  | Coded<'off-topic'>
  /** No sentence is left; one of the two lists may be empty. */
  | Coded<'unsupported', { readonly invented: readonly string[]; readonly barred: readonly Barred[] }>;
