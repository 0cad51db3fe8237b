/**
 * English words too common to distinguish papers. They are not indexed as words of a text; phrases keep a
 * gap at their position. Words with a meaning in this field stay out of the list (except `it`, `us`, `no`).
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am among an and any are as at be because been before being below
  between both but by can cannot could did do does doing done down during each either few for from further had has
  have having he her here hers herself him himself his how however i if in into is it its itself just may me might
  more most much must my myself neither no nor not of off on once only onto or other our ours ourselves out over own
  per quite rather same shall she should since so some such than that the their theirs them themselves then there
  therefore these they this those through thus to too toward towards under until up upon us very via was we were what
  when where whereas whether which while who whom whose why will with within without would yet you your yours
  yourself yourselves`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
