// From answers to what they add up to, group by group, as the definition says. Pure functions: the
// room runs them in the browser, and what they give is never sent anywhere.

const PRECISION = 1e6; // sums of fractions must not miss a limit by the last bit of a float

/**
 * Answers are { "item-id": value }; what is left out, or is no option of its item, counts as not
 * answered. Gives { groups: [Group], panels: [name] }, where a Group is
 * { id, state: "scored" | "listed" | "too-few", value, standard, band: { id, panel }, answered, of }
 * with null for what there is not.
 */
export function score(definition, answers) {
  const groups = definition.subscales.map((group) => scoreGroup(definition, group, answers));
  return { groups, panels: panelsOf(definition, answers, groups) };
}

function scoreGroup(definition, group, answers) {
  const values = group.items
    .map((id) => valueOf(definition, itemOf(definition, id), answers))
    .filter((value) => value !== null);
  const counted = { id: group.id, answered: values.length, of: group.items.length };
  const nothing = { value: null, standard: null, band: null };
  if (group.combine === "none") return { ...counted, ...nothing, state: "listed" };
  if (!suffice(group, values)) return { ...counted, ...nothing, state: "too-few" };
  const value = rounded(combined(group, values) * (group.multiply ?? 1));
  const standard = standardOf(group, value);
  return { ...counted, state: "scored", value, standard, band: bandOf(group, standard ?? value) };
}

const itemOf = (definition, id) => definition.items.find((item) => item.id === id);

const optionsOf = (definition, item) =>
  definition.response_scales[item.scale].map((option) => option.value);

/** The answer as it was chosen; null where none was. */
function answerTo(definition, item, answers) {
  const answer = answers[item.id];
  return optionsOf(definition, item).includes(answer) ? answer : null;
}

/** … and as it counts: a turned item is the mirror image on its own scale. */
function valueOf(definition, item, answers) {
  const answer = answerTo(definition, item, answers);
  if (answer === null || !item.reverse) return answer;
  const options = optionsOf(definition, item);
  return Math.min(...options) + Math.max(...options) - answer;
}

function suffice(group, values) {
  const all = values.length === group.items.length;
  return values.length >= group.min_answered && (all || group.missing === "mean-of-answered");
}

/** A sum with answers missing is as if these had been like the mean of the others. */
function combined(group, values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return group.combine === "mean" ? mean : mean * group.items.length;
}

/** A T value: 50 is the mean of those it is compared with, 10 is one standard deviation. */
function standardOf({ standardise }, value) {
  if (!standardise) return null;
  return rounded(50 + (10 * (value - standardise.mean)) / standardise.sd);
}

/** The first whose limit lies above; the last is open. Where there is a T value, that is judged. */
function bandOf({ bands }, value) {
  if (!bands) return null;
  const { id, panel = null } = bands.find(({ below }) => below === undefined || value < below);
  return { id, panel };
}

/** What to show beside the support that everybody sees; each once. */
function panelsOf(definition, answers, groups) {
  const now = definition.items.filter(({ support_now: support, ...item }) => {
    const answer = answerTo(definition, item, answers);
    return support && answer !== null && answer >= support.at_least;
  });
  const named = [...now.map((item) => item.support_now.panel), ...groups.map((group) => group.band?.panel)];
  return [...new Set(named.filter(Boolean))];
}

/** The least and the most that a group can come to, or null where nothing is worked out. */
export function spanOf(definition, group) {
  if (group.combine === "none") return null;
  const options = group.items.map((id) => optionsOf(definition, itemOf(definition, id)));
  const ends = [Math.min, Math.max].map((end) => options.map((values) => end(...values)));
  return ends.map((values) => rounded(combined(group, values) * (group.multiply ?? 1)));
}

const rounded = (value) => Math.round(value * PRECISION) / PRECISION;
