/** What a sentence of an abstract is for. */
export type Role = 'Problem' | 'Method' | 'Result';

export const ROLES: readonly Role[] = ['Problem', 'Method', 'Result'];

const AUTHORS =
  '(?:we|this (?:paper|work|article|study|report|survey)|our (?:paper|work|approach|method|model|framework|system)|the authors)';
/** One clause at the head of a sentence: `To this end, we propose …`. */
const LEAD = '^(?:[^,;:]{1,120}, )?(?:(?:here|thus|so|then|hence|therefore|specifically|and) )?';
const HOW = '(?:\\w+ly |also |first |then |further |instead |thus |next ){0,2}';
const MAKING = '(?:propos|present|introduc|develop|design|devis|describ|formulat)';
const DOING = `(?:${MAKING}|construct|creat|build|built|collect|releas|train|use\\b|uses\\b|employ|leverag|adopt|apply|extend|combin|integrat|explor|investigat|study|studies|address|tackl|aim|revisit|provid|consider|focus|perform|conduct|evaluat|analy[sz]|argu|question|claim)`;
const MAKES = new RegExp(`${LEAD}${AUTHORS} ${HOW}${MAKING}`, 'i');
const DOES = new RegExp(`${LEAD}${AUTHORS} ${HOW}${DOING}`, 'i');

const TESTS_SHOW =
  /\b(?:results?|experiments?|evaluations?|experimentation|comparisons?|ablations?|findings|analys[ei]s|tests|benchmarks?)\b[^.;]{0,120}?\b(?:show|demonstrat|indicat|reveal|suggest|confirm|validat|prov(?:e|es|ed)\b|verif|illustrat)\w*/i;
const WE_FIND =
  /\bwe (?:\w+ly |also |further |then ){0,2}(?:find|found|show|showed|demonstrate|demonstrated|observe|observed|prove|proved|report|achieve|outperform|obtain)\b(?! (?:this|these|it|how)\b)/i;
const GAINS =
  /\b(?:outperform|surpass|exceed)(?:s|es|ed)?\b|(?<!\b(?:is|are|be|was|were) )\b(?:achiev|attain|yield|improv|reduc|reach|obtain|gain)(?:es|s|ed)\b|state-of-the-art (?:results?|performance|accuracy)|\d ?\\?%|(?<![\w.])\d[\d.]*(?:x|×|\$\\times\$) |times (?:faster|fewer|smaller|less)/i;
const RELEASES = /\b(?:publicly|available|github|open-source[ds]?|releas(?:e|ed|ing))\b/i;
const OPENS_THE_PAPER = /^(?:in|with) this (?:paper|work|study|article|report)\b|^this (?:paper|work|is)\b/i;

const CONTRASTS =
  /^(?:however|yet|unfortunately|nevertheless|despite|but|existing|previous|prior|current|traditional|conventional)\b|[,;] (?:yet|but|however)\b|\b(?:existing|previous|prior|current|traditional|conventional|most|recent|these|such) (?:[\w-]+ ){0,4}(?:methods?|approaches|works?|models?|techniques?|systems?|solutions?|algorithms?|studies|networks?|datasets?|pipelines?|frameworks?)\b|\b(?:remains?|is|are) (?:an? |still |often |highly |very |a long-standing ){0,2}(?:challeng|difficult|unclear|expensive|limited|hard|open|unsolved|costly|ill-posed|under|labor)\w*/i;
const LACKS =
  /\b(?:problem(?:s|atic)?|challeng(?:e|es|ing)|difficult\w*|lack\w*|limit(?:s|ed|ation|ations|ing)?|suffer\w*|costly|expensive|unclear|fail\w*|struggl\w*|cannot|can not|unable|bottleneck\w*|prohibitive\w*|impractical|ill-posed|poor(?:ly)?|under-?explored|unexplored|hinder\w*|restrict\w*|inefficien\w*|insufficien\w*|scarc\w*|tedious|time-consuming|hard|not|ignor\w*|neglect\w*|overlook\w*|require\w*|only|degrad\w*|remain\w*|unsatisfactory|sensitive|inaccura\w*|incorrect\w*|error-prone|wast\w*|slow|against|rarely|seldom|lose)\b/i;
/** `Dropping tokens costs accuracy`: the harm itself. */
const HARMS =
  /\b(?:cost|lose|waste|hurt|harm|degrade|sacrifice)(?:s|d)?\b(?: [\w-]+){0,3} (?:accuracy|performance|quality|memory|time|efficiency|speed|compute|attention|robustness)\b/i;
const OURS = /\b(?:we|our|this (?:paper|work|article|study))\b/i;
/** A sentence about other work, or one that compares. */
const OPENS_WITH_OTHERS =
  /^(?:however|yet|but|while|whereas|although|though|despite|unlike|recent(?:ly)?|existing|previous|prior|current|most|many|traditional|conventional)\b/i;

/** The cues of roles by name, from which roles are learned together with words and positions. */
export const ROLE_CUES: Readonly<Record<string, RegExp>> = {
  MAKES,
  DOES,
  TESTS_SHOW,
  WE_FIND,
  GAINS,
  RELEASES,
  OPENS_THE_PAPER,
  CONTRASTS,
  LACKS,
  HARMS,
  OURS,
  OPENS_WITH_OTHERS,
};
