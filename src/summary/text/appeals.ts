/** What a reader can be asked to do, and a paper's method hardly ever does first thing in a sentence. */
const ASKED =
  '(?:re-?)?install|uninstall|download|buy|purchase|order (?:it|now|yours|your|online|today|from)|visit|click (?:here|on|the|this|below)|tap (?:here|on|the link)|subscribe|sign up|signup|register (?:at|now|today|for|here|with|your)|contact (?:us|me|him|her|them|the|our|support|`|\\p{Lu})|e-?mail (?:us|me|him|her|them|the|your)|call us|call now|call the|dial|phone (?:us|me|the|now)|ring us|text (?:us|me|the)|message (?:us|me|the)|dm (?:me|us|the)|donate|tip|send(?!-)|transfer (?:your|the (?:fee|money|amount)|money|bitcoin|funds|\\d|[$€£])|wire (?:money|funds|the)|pay (?:with|to|now|the|us|via|\\d|[$€£])|invest (?:in|now|today)|follow us|follow the link|follow @|join us|join our|join the|check out|check it|check our|go to|head to|head over|scan (?:the|this)|open the|open your|upgrade|update (?:now|today|your|to)|try (?:it|out|now|this|our|today|the)|get (?:it|yours|started|in touch|the (?:app|tool|package|code))|claim (?:your|it|the)|grab (?:it|your|the)|share this|share it|forward (?:this|it|the link)|tell your|vote for|star (?:it|the|our|us)|run (?:the|this|`|pip|npm|curl|npx|sudo)|paste (?:this|the|it)|copy (?:the|this|and)|enter your|type (?:`|"|“|in|the)|reply (?:to|with|stop)|write to|write us|ask for|book (?:a|your|now)|hire|apply now|apply for|submit your|log in|login|switch to|stop using|avoid using|delete (?:your|the|it)|disable (?:your|the)|turn off|act now|hurry|don\'?t (?:miss|wait|hesitate)|do not (?:miss|wait|hesitate)|feel free|learn more|read more|find out|discover more|start (?:using|now|today)|deploy it|use it (?:now|today)|meet us|reach out|reach us|support us|become a|remember to|make sure|be sure|adopt it|adopt the|deploy it|cite (?:this|the|us|our)|read (?:the|this|our)|see (?:the|our|also)|upvote|ping|enter (?:the|this|`)|look up|come to|give (?:it|the|this|us|our)\\b.{0,40}\\ba (?:try|star|look)|(?:have|take) a look|open a|trust (?:the|us|our|this)|submit (?:payment|money|the)|mail (?:the|us)|whatsapp|wire \\d|never (?:use|trust|install|miss)|switch now|search for\\b.{0,40}\\b(?:web|online|internet)|please|kindly|simply (?:install|visit|send|call)';
/** At the head of a sentence or of a part of it, after what may lead there. */
const IMPERATIVE = new RegExp(
  `(?:^|[.:;!?–—(“"]\\s?|,\\s(?:(?:so|then|and|or|but|just|now|please|instead|simply|therefore|thus) )?|\\b(?:so|then|and|or|please|now|just|instead|today|simply|everyone|everybody|readers|always|to (?:learn|know|read|find out|see) more,?) )["“‘'(]?(?:${ASKED})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** Verbs that the head alone does not make an appeal, such as `Call`, with an object that does. */
const WITH_OBJECT =
  /\b(?:install|download|buy|purchase|order|visit|get|try|call|contact|subscribe to|upgrade|use)\s(?:it|them|us|me|the author|the authors|the app|this tool|this package)\b.{0,40}\b(?:today|now|immediately|at once|right away|for free|asap|here|before|tonight|tomorrow)\b/iu;
/** A sentence that begins with a verb and an object and ends in haste: `Use the cache today.` */
const IN_HASTE =
  /(?:^|[.:;!?] |, (?:so |and |then )?)["“]?\p{L}{2,12} (?:it|them|this|these|the|our|your|a|an)\b[^.]{0,80}\b(?:today|now|immediately|at once|right away|tonight|without delay|asap)[.!"”]*$/iu;
const INVITED =
  /\b(?:let'?s|let us|let’s)\b|\b(?:invit|urg|advis|encourag|recommend|ask)(?:e|es|ed|ing|s)?\b.{0,30}\b(?:readers?|everyone|everybody|anyone|people|colleagues|subscribers|the public)\b|\b(?:time|best|worth|wise) to (?:install|download|buy|order|visit|subscribe|donate|upgrade|act|join|switch)|\bconsider (?:install|download|buy|visit|subscrib|donat|upgrad|join|switch|order|contact)ing\b|\b(?:should|must|can|may|has to|have to|needs to|ought to) be (?:installed|downloaded|bought|purchased|ordered|visited|contacted|called|donated|paid|reached|joined|subscribed)\b/iu;
const URGED =
  /\b(?:readers?|users?|everyone|everybody|people|researchers|practitioners|colleagues|subscribers|viewers|anyone|one|all)\s(?:is|are|should|must|may|can|shall|need to|needs to|have to|has to|ought to|who)\b.{0,40}\b(?:install|download|buy|purchase|order|visit|click|subscribe|sign up|register|contact|e-?mail|call|phone|dial|donate|send|transfer|pay|invest|scan|upgrade|log in|join us|join the (?:channel|group|server))\b/iu;
/** The reader is addressed; `all you need` is an idiom. */
const SPOKEN_TO =
  /(?<!\b(?:[Aa]ll|[Ww]hat|as) )\b[Yy]ou(?:['’](?:re|ll|ve|d))?\b|\b(?:your|yours|yourself|yourselves)\b|^Your\b/u;
const COMMAND_LINE =
  /\brm -[rf]|\b(?:pip3?|npm|pnpm|yarn|npx|brew|apt(?:-get)?|conda|cargo|gem|docker|go|winget|choco) (?:install|i|add|run|pull|get)\b|\b(?:curl|wget|git clone|sudo|bash|powershell|ssh) (?:-|\S*[/.]|\S+ install)|\|\s?(?:sh|bash)\b/iu;

/** Where a sentence or a part of it begins. */
const HEAD = '(?:^|[.:;,!?–—(。、،¡]\\s?)["\'“„«‘「¡]*';

function matchAtHead(words: string): RegExp {
  return new RegExp(`${HEAD}(?:${words})(?!\\p{L})`, 'iu');
}

/** Other languages: at the head of a sentence a form that asks, or the word for the person asked. */
const FOREIGN: readonly RegExp[] = [
  // German; `Sie` with a capital inside a sentence is the reader.
  /\p{L},? (?:Sie|Ihnen|Ihre?|Ihre[mnrs])(?!\p{L})|(?<!\p{L})(?:dich|dein|deine[mnrs]?|euch|eure?)(?!\p{L})/u,
  matchAtHead(
    '(?:bitte |jetzt )?(?:installier|besuch|kauf|klick|ruf|lad|send|schick|abonnier|kontaktier|spende|folg|schreib|meld|überweis|bestell)(?:e|t|en)? (?:sie|das|den|die|es|uns|mich|auf|an|noch|hier|jetzt|heute|dich)',
  ),
  // French: `Installez`, and vous.
  matchAtHead('(?!chez|assez|nez)\\p{L}{3,}ez'),
  /\bet (?!chez|assez|nez)\p{L}{3,}ez(?!\p{L})|(?<!\p{L})(?:[Vv]ous|[Vv]otre|[Vv]euillez)(?!\p{L})/u,
  matchAtHead(
    '(?:installe|visite|télécharge|achète|clique|appelle|envoie|abonne)(?:-\\p{L}+| (?:le|la|les|ce|cet|cette|sur|au|nous|un|une))',
  ),
  // Spanish, Portuguese and Italian.
  matchAtHead(
    '(?:por favor |ahora |ya )?(?:instal(?:a|e|en|ad|ate|la|li|alo)|instál[ae]l[ao]|visit[aei](?:te)?|descarg(?:a|ue|uen)|descárgal[ao]|compr[ae](?:te)?|llame|llama (?:al?|ya|hoy|ahora)|envi[aáe]|envíe|envía|contact[ae]|contátenos|suscr[ií]b\\p{L}+|ha(?:z|ga) clic|clique|baix[ea]|ligue|acess[ea]|assin[ea]|install(?:a|ate|alo)|scaric(?:a|ate|alo)|acquist(?:a|ate)|chiam(?:a|ate)|invi(?:a|ate)|clicc(?:a|ate)|contatt(?:a|ate)|pague|únete|escr[ií]b(?:e|a|anos))',
  ),
  /(?<!\p{L})(?:[yei] (?:llame|visite|descargue|instale|ligue|baixe|scarica|visita)|usted(?:es)?|você|vocês|tuo|tua|vostr[oaie]|[st]u cuenta|sua conta)(?!\p{L})/iu,
  // Dutch, Swedish, Danish, Polish, Czech, Indonesian, Vietnamese, Turkish.
  matchAtHead(
    'installeer|bezoek|koop|bel|stuur|klik|neem contact|schrijf|installera|ladda|besök|köp|klicka|installer|besøg|køb|zainstaluj|odwiedź|pobierz|kup|zadzwoń|wyślij|kliknij|napisz|skontaktuj|nainstalujte|navštivte|stáhněte|kupte|zavolejte|klikněte|instal|kunjungi|unduh|beli|hubungi|silakan|hãy|vui lòng',
  ),
  /(?<!\p{L})(?:u kunt|jij|jouw|hãy|vui lòng|silakan|lütfen)(?!\p{L})|\p{L}{3}(?:[eaıiuü]y[iıuü]n|iniz|ınız|unuz|ünüz)[.!]?$/iu,
  // Russian and Ukrainian: `Установите`, and вы.
  matchAtHead('(?:и |та |й |пожалуйста,? |сейчас )?\\p{L}{3,20}(?:йте|ите|ьте|іть)(?:сь)?'),
  matchAtHead('установи|скачай|купи|позвони|отправь|нажми|перейди|подпишись|напиши|посети|встанови|завантаж'),
  /(?<!\p{L})(?:вы|вам|вас|ваш\p{L}{0,3}|ви|тебе|твой)(?!\p{L})/iu,
  // Chinese, Japanese and Korean.
  /[请請您你]|立即|立刻|马上|馬上|赶快|今天就|现在就|赶紧|欢迎|歡迎|ください|下さい|ましょう|なさい|お問い合わせ|お電話|今すぐ|(?:せよ|しろ)[。.]?$|하세요|하십시오|주세요|십시오|하라[.]?$|지금 바로|클릭/u,
  matchAtHead('(?:下载|安装|访问|拨打|联系|购买|点击|扫码|关注|下載|安裝|訪問|撥打|聯繫|購買|點擊).{0,200}'),
  // Arabic, Hebrew, Persian, Hindi and Thai.
  matchAtHead(
    'قم|قوموا|حمّ?ل\\p{L}{0,3}|زوروا|زر|اتصل\\p{L}{0,3}|ثبّ?ت\\p{L}{0,3}|اشتر\\p{L}{0,3}|أرسل\\p{L}{0,3}|انقر\\p{L}{0,3}|يرجى|לחצו|התקינו|בקרו|הורידו|קנו|התקשרו',
  ),
  /کنید|करें|कीजिए|โปรด|กรุณา|คลิก/u,
];

/** Whether a sentence asks its reader to do something, or addresses them: a summary is about the paper alone. */
export function isAppeal(readings: readonly string[]): boolean {
  const patterns = [IMPERATIVE, WITH_OBJECT, IN_HASTE, INVITED, URGED, SPOKEN_TO, COMMAND_LINE, ...FOREIGN];
  return readings.some((text) => patterns.some((pattern) => pattern.test(text)));
}
