/** What the engine did on its own with a query, as data; `describeNote` words it. */
export type SearchNote =
  | { readonly code: 'longQuery' | 'manyWords'; readonly most: number }
  | { readonly code: 'unknownOperator'; readonly names: readonly string[] }
  | {
      readonly code: 'readRequest';
      readonly topic: string;
      /** The order that the papers have, which may not be all that was asked for. */
      readonly newest: boolean;
      readonly survey: boolean;
    }
  | { readonly code: 'unknownPaper'; readonly id: string }
  | { readonly code: 'longQuestion' | 'commonPhrase' | 'noSuchPhrase' | 'newestFirst' | 'otherLanguage' };

/** Why nothing was searched for, or could be found; `describeNothing` words it. */
export type NothingReason =
  | { readonly code: 'commonWord'; readonly word: string }
  | { readonly code: 'emptyQuery' | 'noSuchOrder' };
