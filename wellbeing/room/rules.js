// What a definition of questions must look like: the rules of wellbeing/instrument.schema.json, by
// hand, because the room takes no library. Each rule is a function (value, path, say): it says what
// it finds wrong as a code and a path, such as ("markup", "items[2].text.ar"), and throws nothing.

const NAME = /^[a-z0-9][a-z0-9-]*$/;
const VERSION = /^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$/;
const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const ADDRESS = /^https:\/\/[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]+)?(\/[A-Za-z0-9%._~/?#=&:+,;@!*()-]*)?$/;
// Signs that nobody sees, or that turn the order of those around them.
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;
const MOST = 1_000_000;

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const within = (path, key) => (path ? `${path}.${key}` : key);

const oneOf = (...allowed) => (value, path, say) => allowed.includes(value) || say("value", path);

const yesOrNo = (value, path, say) => typeof value === "boolean" || say("shape", path);

const words = (most, least = 1) => (value, path, say) => {
  if (typeof value !== "string") return say("shape", path);
  const long = [...value].length;
  const seen = value.replace(HIDDEN, "");
  if (long < least || long > most || !/\S/.test(seen)) say("length", path);
  if (/[<>]/.test(value)) say("markup", path);
  if (seen !== value) say("hidden", path);
};

const matching = (pattern, most) => (value, path, say) => {
  if (typeof value !== "string") return say("shape", path);
  if (value.length > most || !pattern.test(value)) say("value", path);
};

const number = ({ least = -MOST, most = MOST, above = -Infinity, isWhole = false } = {}) =>
  (value, path, say) => {
    if (typeof value !== "number") return say("shape", path);
    const fits = value >= least && value <= most && value > above;
    if (!fits || (isWhole && !Number.isInteger(value))) say("value", path);
  };

const list = (rule, least, most) => (value, path, say) => {
  if (!Array.isArray(value)) return say("shape", path);
  if (value.length < least || value.length > most) return say("length", path);
  value.forEach((each, at) => rule(each, `${path}[${at}]`, say));
};

const named = (keyRule, rule, least, most) => (value, path, say) => {
  if (!isPlain(value)) return say("shape", path);
  const keys = Object.keys(value);
  if (keys.length < least || keys.length > most) return say("length", path);
  for (const key of keys) {
    keyRule(key, within(path, key), say);
    rule(value[key], within(path, key), say);
  }
};

const record = (required, optional = {}) => (value, path, say) => {
  if (!isPlain(value)) return say("shape", path);
  const parts = new Map(Object.entries({ ...required, ...optional }));
  for (const key of Object.keys(required)) {
    if (!Object.hasOwn(value, key)) say("missing", within(path, key));
  }
  for (const key of Object.keys(value)) {
    if (parts.has(key)) parts.get(key)(value[key], within(path, key), say);
    else say("unknown", within(path, key));
  }
};

const anyText = (value, path, say) => typeof value === "string" || say("shape", path);
const name = matching(NAME, 40);
const line = words(200, 2);
const text = named(matching(LANGUAGE, 40), words(600), 1, 40);

const rights = record(
  {
    holder: line,
    licence: line,
    basis: oneOf("own-work", "public-domain", "open-licence", "holder-standing-terms", "written-permission"),
    attribution: text,
  },
  {
    terms_url: matching(ADDRESS, 200),
    confirmed_by_role: line,
    confirmed_month: matching(MONTH, 7),
    wording_fixed: yesOrNo,
    may_be_sold: yesOrNo,
  },
);

const item = record(
  { id: name, scale: anyText, text },
  { reverse: yesOrNo, support_now: record({ at_least: number(), panel: anyText }) },
);

const band = record({ id: name, label: text }, { below: number(), panel: anyText });

const group = record(
  {
    id: name,
    label: text,
    items: list(anyText, 1, 60),
    combine: oneOf("sum", "mean", "none"),
    direction: oneOf("higher-is-heavier", "higher-is-lighter"),
    min_answered: number({ least: 1, most: 60, isWhole: true }),
  },
  {
    missing: oneOf("refuse", "mean-of-answered"),
    multiply: number({ above: 0 }),
    standardise: record({ mean: number(), sd: number({ above: 0 }), source: line }),
    bands: list(band, 2, 12),
    band_source: line,
  },
);

export const DEFINITION = record(
  {
    format: oneOf("self-check-instrument/1"),
    id: name,
    version: matching(VERSION, 14),
    kind: oneOf("reflective", "published"),
    rights,
    languages: list(matching(LANGUAGE, 40), 1, 40),
    title: text,
    recall_days: number({ least: 1, most: 365, isWhole: true }),
    min_interval_days: number({ least: 7, most: 365, isWhole: true }),
    response_scales: named(name, list(record({ value: number(), label: text }), 2, 11), 1, 12),
    items: list(item, 1, 60),
    subscales: list(group, 1, 12),
  },
  { intro: text, panels: named(name, text, 0, 12) },
);
