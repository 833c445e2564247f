// Counts a text the way each network counts it, so that the number beside a caption moves while one types.
//
// The same rules as advocacy/networks/counting.py and catalogue/written_addresses.py, which explain them and name
// their sources; tests/networks/vectors/ holds both to the same answers. Nothing here touches the page.

const LIMITS = { x: 280, bluesky: 300, threads: 500, linkedin: 3000, facebook: 63206, instagram: 2200 };
const BLUESKY_BYTE_LIMIT = 3000;
const X_ADDRESS_WEIGHT = 23;
const MASTODON = { max_characters: 500, characters_reserved_per_url: 23 };
const UNITS = { x: "weighted characters", bluesky: "graphemes", mastodon: "graphemes" };
const JOINED_BY_THE_NETWORK = new Set(["x", "threads"]);
const WITHOUT_LINKS = new Set(["instagram"]);

const WHITE = String.raw`\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
const LATIN = String.raw`\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff`;
const COUNTRIES =
  "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br " +
  "bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee " +
  "eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm " +
  "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li " +
  "lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne " +
  "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc " +
  "sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr tt " +
  "tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
const GENERIC =
  "academy agency app art asia baby band bank bar beer best bet bike bingo bio biz black blog blue " +
  "boats bot boutique bzh cab cafe cam camera camp cards care careers casa cash cat catering center " +
  "chat cheap christmas church citic city claims click cloud club coach codes coffee college com " +
  "community company computer consulting contact cooking cool coop country courses credit cricket " +
  "cruise dance data date deal deals delivery democrat dental design dev diamonds diet digital " +
  "direct directory discount doctor dog download earth eco edu education email energy engineer " +
  "enterprises equipment estate eus events exchange expert express fail faith family fan fans farm " +
  "fashion film finance financial fish fishing fit fitness flights florist football forsale forum " +
  "foundation frl fun fund fyi gallery game games garden gift gifts gives glass global gold golf " +
  "gov graphics gratis green gripe group guide guru hair haus health healthcare help here hiphop " +
  "hockey holdings holiday homes horse hospital host hosting hot house how immo industries info ink " +
  "institute insure int international irish ist jetzt jewelry jobs juegos kaufen kim kitchen kiwi " +
  "koeln land law lease legal lgbt life lighting limited limo link live llc loan loans lol london " +
  "lotto love ltd luxury maison management map market marketing markets mba med media meme memorial " +
  "men menu mil mobi moda moe mom money mortgage moto movie museum name net network news ngo ninja " +
  "now nyc observer one ong onl online ooo org page paris partners parts party pet phone photo " +
  "photography photos pics pictures pink pizza place play plumbing plus poker porn press pro " +
  "productions promo properties property quebec racing radio realty recipes red rehab rent rentals " +
  "repair report republican rest restaurant review reviews rich rip rocks rodeo ruhr run sale salon " +
  "sarl save school science scot security select services sex sexy shoes shop shopping show singles " +
  "site ski skin smile soccer social solar solutions soy space sport spot star storage store stream " +
  "studio study style sucks supplies supply support surf surgery systems tattoo tax taxi team tech " +
  "technology tel tennis theater theatre tickets tienda tips tires tirol today tokyo tools top town " +
  "toys trade trading training travel tube university uno vacations vegas ventures versicherung vet " +
  "viajes video villas vin vip vision vlaanderen vodka vote voting voto voyage wales watch webcam " +
  "website wedding whoswho wien wiki win wine winners work works world wtf xyz yachts yoga yokohama " +
  "you zero zip zone";
const ENDINGS = `${COUNTRIES} ${GENERIC} xn--[a-z0-9\\-]+`.replaceAll(" ", "|");
const PRIVATE = "example|internal|invalid|lan|local|localhost|test";
const BEFORE = String.raw`(?<![A-Za-z0-9@＠$#＃])`;
const IN_PATH = String.raw`[a-z0-9!*';:=+,.$\/%#\[\]\u2013_~@\|&\u0400-\u04ff${LATIN}\-]`;
const LAST_OF_PATH = String.raw`[a-z0-9+=_#\/\u0400-\u04ff${LATIN}\-]`;
const PATH = String.raw`(?:\/(?:(?:${IN_PATH}|\(${IN_PATH}+\))*(?:${LAST_OF_PATH}|\(${IN_PATH}+\)))?)?`;
const QUERY = String.raw`(?:\?[a-z0-9!?*'@\(\);:&=+$\/%#\[\]_.,~\|\-]*[a-z0-9_&=#\/\-])?`;
const IN_LABEL = String.raw`\p{L}\p{M}\p{N}\-`;
const PUBLIC_ENDING = String.raw`(?!(?:${PRIVATE})(?![\p{L}\p{N}]))(?:xn--[a-z0-9\-]+|\p{L}{2,})`;
const WHOLE = String.raw`https?:\/\/(?:[_${IN_LABEL}]{1,63}\.){0,10}[${IN_LABEL}]{1,63}\.${PUBLIC_ENDING}`;
const LABEL = String.raw`[a-z0-9${LATIN}](?:[a-z0-9${LATIN}\-]{0,61}[a-z0-9${LATIN}])?\.`;
const BARE = String.raw`(?<![\-_.\/])(?!^(?![a-z])[${LATIN}])(?:${LABEL}){1,10}(?:${ENDINGS})`;
const ADDRESS_ON_X = new RegExp(
  String.raw`${BEFORE}(?:${WHOLE}|${BARE})(?![0-9a-zA-Z@+\-])(?::[0-9]+)?${PATH}${QUERY}`, "giu");

const IN_RUN = String.raw`[^${WHITE}<>"\(\)]`;
const IN_PARENTHESES = String.raw`\(${IN_RUN}*\)`;
const ADDRESS = new RegExp(
  String.raw`${BEFORE}https?:\/\/(?:${IN_RUN}|${IN_PARENTHESES})*(?:[\p{L}\p{M}\p{N}+=_#\/~&\-]|${IN_PARENTHESES})`, "giu");
const MENTION =
  /(?<![\p{L}\p{N}_\/=])(@[a-z0-9_](?:[a-z0-9_.\-]*[a-z0-9_])?)@[\p{L}\p{N}][\p{L}\p{N}.\-]*[\p{L}\p{N}]/giu;
const HASHTAG = /[#＃][\p{L}\p{M}\p{N}_]+/gu;
const ENDING = /^(?:https?:\/\/.+|[#＃][\p{L}\p{M}\p{N}_]+)$/isu;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const WHITES = new RegExp(`[${WHITE}]+`, "u");
const ONE_WHITE = new RegExp(`[${WHITE}]`, "u");
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const TEXT_STYLE = "\ufe0e";
const FIRST_SYMBOL = 0x2100;
const SPOKEN_RUN = 3;

// A browser without Intl.Segmenter counts code points instead: too many rather than too few.
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("da", { granularity: "grapheme" }) : null;
const utf8 = new TextEncoder();

const clustersOf = (text) => (segmenter ? Array.from(segmenter.segment(text), (each) => each.segment) : [...text]);
const bytesOf = (text) => utf8.encode(text).length;
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/** The text as a network receives it: NFC, and each line end one character. */
export function asSent(text) {
  return text.normalize("NFC").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}

/** Whether this very link stands in the text; a longer address that begins with it is another link. */
export function hasLink(text, link) {
  const literal = link.replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&");
  return link !== "" && new RegExp(String.raw`${literal}(?=[.,;:!?\)\]\}'’”»…]*(?:[${WHITE}<>"]|$))`, "u").test(text);
}

/** The text as sent and then the link, unless the text holds it; an empty text gives the link alone. */
export function withLink(text, link, separator = "\n\n") {
  const sent = asSent(text);
  if (!link || hasLink(sent, link)) return sent;
  const words = withoutWhiteAtEnd(sent);
  return words ? words + separator + link : link;
}

/**
 * How long a text with its link is on a network: {used, limit, left, unit, bytes, bytesLimit, isWithin}.
 * `limit` and `left` are null where there is no limit, `bytes` where bytes have none. `settings` are the Mastodon
 * server's own (`max_characters`, `characters_reserved_per_url`).
 */
export function count(network, text, link = "", settings = {}) {
  const written = withLink(text, WITHOUT_LINKS.has(network) ? "" : link, JOINED_BY_THE_NETWORK.has(network) ? " " : "\n\n");
  const server = { ...MASTODON, ...settings };
  const limit = network === "mastodon" ? server.max_characters : (LIMITS[network] ?? null);
  const used = usedOn(network, written, server);
  const bytes = network === "bluesky" ? bytesOf(written) : null;
  return {
    used, limit, left: limit === null ? null : limit - used, unit: UNITS[network] ?? "characters",
    bytes, bytesLimit: bytes === null ? null : BLUESKY_BYTE_LIMIT,
    isWithin: (limit === null || used <= limit) && (bytes === null || bytes <= BLUESKY_BYTE_LIMIT),
  };
}

/** What is copied for a network: the words and the link, or the words alone where a link cannot be followed. */
export function toCopy(network, text, link) {
  return WITHOUT_LINKS.has(network) ? asSent(text) : withLink(text, link);
}

/** The words as readers will see them above the card: where the network makes a card of the link itself, the link is not among them. */
export function asShown(network, text, link) {
  return JOINED_BY_THE_NETWORK.has(network) ? asSent(text) : toCopy(network, text, link);
}

/** Counts each {network, text, link, settings} of the tests' vectors. */
export function countAll(vectors) {
  return vectors.map(({ network, text, link, settings }) => count(network, text, link ?? "", settings ?? {}));
}

/** Whether the text is one of the suggestions unchanged, white space and the addresses and hashtags at its end apart. */
export function isWordForWord(text, suggestions) {
  const said = withoutEnding(text);
  return said !== "" && suggestions.some((suggestion) => said === withoutEnding(suggestion));
}

/** How much of the text is the person's own wording, from 0 to 1: words outside every run of three borrowed ones. */
export function ownShare(text, suggestion) {
  const words = wordsOf(text);
  const suggested = wordsOf(suggestion);
  if (!words.length || !suggested.length) return words.length ? 1 : 0;
  const run = Math.min(SPOKEN_RUN, words.length, suggested.length);
  const known = new Set(runsOf(suggested, run));
  const borrowed = new Set();
  runsOf(words, run).forEach((spoken, start) => {
    if (known.has(spoken)) for (let at = start; at < start + run; at += 1) borrowed.add(at);
  });
  return 1 - borrowed.size / words.length;
}

/** The same beside several suggestions: what is one's own next to the one it is nearest to. */
export function ownPart(text, suggestions) {
  return Math.min(ownShare(text, ""), ...suggestions.map((suggestion) => ownShare(text, suggestion)));
}

/** Answers each {text, suggestions} of the tests' vectors: {isWordForWord, ownShare of the first suggestion, ownPart of all}. */
export function compareAll(vectors) {
  return vectors.map(({ text, suggestions }) => ({
    isWordForWord: isWordForWord(text, suggestions), ownShare: ownShare(text, suggestions[0] ?? ""),
    ownPart: ownPart(text, suggestions),
  }));
}

function usedOn(network, sent, server) {
  const written = withoutOddCase(sent);
  if (network === "x") return usedOnX(written);
  if (network === "threads") return sum(clustersOf(written).map((each) => (isEmoji(each) ? bytesOf(each) : [...each].length)));
  if (network === "bluesky") return clustersOf(written).length;
  if (network === "mastodon") {
    const reserved = "x".repeat(server.characters_reserved_per_url);
    return clustersOf(written.replace(ADDRESS, reserved).replace(MENTION, "$1")).length;
  }
  return [...written].length;
}

/* Letters that here or in Python count as an ASCII one in another case become a plain Latin one, as long as they were. */
function withoutOddCase(text) {
  return text.replace(/[\u0130\u0131\u017f]/gu, "\u0103");
}

function usedOnX(written) {
  const pieces = written.split(ADDRESS_ON_X);
  return (pieces.length - 1) * X_ADDRESS_WEIGHT + sum(pieces.flatMap(clustersOf).map(weightOnX));
}

function weightOnX(cluster) {
  return isEmoji(cluster) ? 2 : sum([...cluster].map((character) => (isLight(character.codePointAt(0)) ? 1 : 2)));
}

function isLight(code) {
  const within = (first, last) => code >= first && code <= last;
  return code <= 0x10ff || within(0x2000, 0x200d) || within(0x2010, 0x201f) || within(0x2032, 0x2037);
}

function isEmoji(cluster) {
  const isPlain = [...cluster].length === 1 && cluster.codePointAt(0) < FIRST_SYMBOL;
  return !isPlain && !cluster.includes(TEXT_STYLE) && PICTURE.test(cluster);
}

function withoutWhiteAtEnd(text) {
  let end = text.length;
  while (end > 0 && ONE_WHITE.test(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

function withoutEnding(text) {
  const tokens = asSent(text).split(WHITES).filter(Boolean);
  while (tokens.length && ENDING.test(tokens.at(-1))) tokens.pop();
  return tokens.join(" ");
}

function wordsOf(text) {
  return withoutOddCase(asSent(text)).replace(ADDRESS, " ").replace(HASHTAG, " ").toLowerCase().match(WORD) ?? [];
}

function runsOf(words, length) {
  return words.slice(0, words.length - length + 1).map((_word, start) => words.slice(start, start + length).join(" "));
}
