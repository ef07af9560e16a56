// From the table of languages to the very text: #body.<uuid> in the address of the translation editor, which gives its
// texts no addresses of their own. They are found by their place among equal ones.
const editor = document.querySelector(".js-translation-editor");
const wanted = location.hash.slice(1);

const isOf = ({ contentPath = "" }) => contentPath === wanted || contentPath.startsWith(`${wanted}.`);

// The first of the block that nobody translated, else its first.
function placeOf({ segments = [], initialStringTranslations = [] }) {
  const done = new Set(initialStringTranslations.map((each) => each.segment_id));
  const isWanted = (segment) => segment.type === "string" && isOf(segment);
  const open = segments.findIndex((segment) => isWanted(segment) && !done.has(segment.id));
  const first = open < 0 ? segments.findIndex(isWanted) : open;
  if (first < 0) return null;
  const { source } = segments[first];
  return { source, nth: segments.slice(0, first).filter((segment) => segment.source === source).length };
}

function rowOf({ source, nth }) {
  const texts = [...editor.querySelectorAll("li p")];
  const equal = texts.filter((text) => text.textContent === source);
  return equal[nth]?.closest("li");
}

function go(place) {
  const row = rowOf(place);
  if (!row) return false;
  row.tabIndex = -1;
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
  return true;
}

const place = editor && wanted ? placeOf(JSON.parse(editor.dataset.props)) : null;
if (place && !go(place)) {
  const watch = new MutationObserver(() => go(place) && watch.disconnect());
  watch.observe(editor, { childList: true, subtree: true });
}
