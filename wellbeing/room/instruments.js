// A definition of questions: whether it is sound, and how it reads in one language.
// What its parts mean: docs/instruments.md. Nothing here knows a page, a clock or a person.

import { DEFINITION } from "./rules.js";

const FOR_PUBLISHED = ["terms_url", "confirmed_by_role", "confirmed_month", "wording_fixed"];

/** What is wrong, as [{ code, path }]; nothing where it may be used. Never throws. */
export function problemsOf(definition) {
  const found = [];
  const say = (code, path) => void found.push({ code, path });
  DEFINITION(definition, "", say);
  if (found.length === 0) {
    for (const rule of [rightsAreThere, idsAreOnce, textsAreComplete, namesLeadSomewhere, numbersFit]) {
      rule(definition, say);
    }
    definition.subscales.forEach((group, at) => bandsRise(group, `subscales[${at}]`, say));
  }
  return found;
}

function rightsAreThere({ kind, rights }, say) {
  if (kind !== "published") return;
  for (const part of FOR_PUBLISHED) {
    if (!Object.hasOwn(rights, part)) say("rights", `rights.${part}`);
  }
}

function idsAreOnce(definition, say) {
  once(definition.languages, (at) => `languages[${at}]`, say);
  once(idsOf(definition.items), (at) => `items[${at}].id`, say);
  once(idsOf(definition.subscales), (at) => `subscales[${at}].id`, say);
  for (const [name, scale] of Object.entries(definition.response_scales)) {
    once(scale.map((option) => option.value), (at) => `response_scales.${name}[${at}].value`, say);
  }
  definition.subscales.forEach((group, g) => {
    once(group.items, (at) => `subscales[${g}].items[${at}]`, say);
    once(idsOf(group.bands ?? []), (at) => `subscales[${g}].bands[${at}].id`, say);
  });
}

const idsOf = (things) => things.map((thing) => thing.id);

function once(values, pathOf, say) {
  values.forEach((value, at) => values.indexOf(value) < at && say("twice", pathOf(at)));
}

function textsAreComplete(definition, say) {
  for (const [path, text] of textsOf(definition)) {
    for (const language of definition.languages) {
      if (!Object.hasOwn(text, language)) say("language", `${path}.${language}`);
    }
    for (const language of Object.keys(text)) {
      if (!definition.languages.includes(language)) say("language", `${path}.${language}`);
    }
  }
}

function* textsOf({ title, intro, rights, panels, items, subscales, response_scales: scales }) {
  yield ["title", title];
  if (intro) yield ["intro", intro];
  yield ["rights.attribution", rights.attribution];
  for (const [name, panel] of Object.entries(panels ?? {})) yield [`panels.${name}`, panel];
  for (const [name, scale] of Object.entries(scales)) {
    for (const [at, option] of scale.entries()) yield [`response_scales.${name}[${at}].label`, option.label];
  }
  for (const [at, item] of items.entries()) yield [`items[${at}].text`, item.text];
  for (const [g, group] of subscales.entries()) {
    yield [`subscales[${g}].label`, group.label];
    for (const [at, band] of (group.bands ?? []).entries()) {
      yield [`subscales[${g}].bands[${at}].label`, band.label];
    }
  }
}

function namesLeadSomewhere({ items, subscales, panels = {}, response_scales: scales }, say) {
  const ids = idsOf(items);
  const isPanel = (name) => name === undefined || Object.hasOwn(panels, name);
  items.forEach((item, at) => {
    if (!Object.hasOwn(scales, item.scale)) say("nowhere", `items[${at}].scale`);
    if (!isPanel(item.support_now?.panel)) say("nowhere", `items[${at}].support_now.panel`);
  });
  subscales.forEach((group, g) => {
    group.items.forEach((id, at) => ids.includes(id) || say("nowhere", `subscales[${g}].items[${at}]`));
    (group.bands ?? []).forEach((band, at) => {
      if (!isPanel(band.panel)) say("nowhere", `subscales[${g}].bands[${at}].panel`);
    });
  });
}

function numbersFit({ items, subscales, response_scales: scales }, say) {
  items.forEach(({ scale, support_now: support }, at) => {
    const options = Object.hasOwn(scales, scale) ? scales[scale] : [];
    const canCome = options.some((option) => option.value >= support?.at_least);
    if (support && options.length > 0 && !canCome) say("fit", `items[${at}].support_now.at_least`);
  });
  subscales.forEach((group, g) => {
    if (group.min_answered > group.items.length) say("fit", `subscales[${g}].min_answered`);
    for (const part of ["multiply", "standardise", "bands"]) {
      if (group.combine === "none" && Object.hasOwn(group, part)) say("fit", `subscales[${g}].${part}`);
    }
  });
}

/** Each begins where the one before it ends; the last is open; somebody stands for the limits. */
function bandsRise({ bands, band_source: source }, path, say) {
  if (!bands) return;
  if (!source) say("rights", `${path}.band_source`);
  bands.forEach(({ below }, at) => {
    const isLast = at === bands.length - 1;
    const before = at > 0 ? bands[at - 1].below : -Infinity;
    const isSound = isLast ? below === undefined : below > before;
    if (!isSound) say("bands", `${path}.bands[${at}]`);
  });
}

/** Of each id the highest version: what is offered. The order in which they came stays. */
export function newest(definitions) {
  const best = new Map();
  for (const each of definitions) {
    if (!best.has(each.id) || isLater(each.version, best.get(each.id).version)) best.set(each.id, each);
  }
  return definitions.filter((each) => best.get(each.id) === each);
}

/** The definition by which an entry is read: its id, and the first number of its version. Or null. */
export function definitionFor(definitions, entry) {
  return newest(definitions.filter((each) => isAbout(each, entry)))[0] ?? null;
}

/** Versions with one first number ask the same: only words differ between them. */
export function isAbout({ id, version }, entry) {
  return entry.check === id && firstOf(entry.version) === firstOf(version);
}

const firstOf = (version) => String(version).split(".")[0];

function isLater(one, other) {
  const [ours, theirs] = [one, other].map((version) => version.split(".").map(Number));
  const at = ours.findIndex((part, index) => part !== theirs[index]);
  return at >= 0 && ours[at] > theirs[at];
}

/** The language it is read in: the wanted one where it has that, else its first. */
export function languageFor({ languages }, wanted) {
  return languages.includes(wanted) ? wanted : languages[0];
}

/** All that a page shows of it, in one language; the shape is in the example of docs/instruments.md. */
export function readIn(definition, wanted) {
  const language = languageFor(definition, wanted);
  const said = (text) => text?.[language] ?? "";
  const { id, version, kind, rights, panels = {}, subscales } = definition;
  return {
    id,
    version,
    kind,
    language,
    title: said(definition.title),
    intro: said(definition.intro),
    recallDays: definition.recall_days,
    items: definition.items.map((item) => ({
      id: item.id,
      text: said(item.text),
      options: definition.response_scales[item.scale].map(({ value, label }) => ({ value, label: said(label) })),
      group: subscales.find((group) => group.items.includes(item.id))?.id ?? null,
    })),
    groups: subscales.map((group) => ({ id: group.id, label: said(group.label), items: [...group.items] })),
    panels: Object.fromEntries(Object.entries(panels).map(([name, text]) => [name, said(text)])),
    notice: {
      attribution: said(rights.attribution),
      isFixed: rights.wording_fixed ?? kind === "published",
      isForSale: rights.may_be_sold ?? kind !== "published",
    },
  };
}

/** The words of a band, in one language; empty where there is none such. */
export function bandLabel(definition, groupId, bandId, wanted) {
  const group = definition.subscales.find((each) => each.id === groupId);
  const band = group?.bands?.find((each) => each.id === bandId);
  return band?.label[languageFor(definition, wanted)] ?? "";
}
