import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUPS, askedBack, format, groupsOf, isGroup, make, read } from "../../../wellbeing/room/code.js";

test("a code is 28 letters that nobody mixes up, in seven groups", () => {
  const code = make();
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{28}$/);
  assert.match(format(code), /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  assert.notEqual(make(), code);
  assert.equal(groupsOf(code).join(""), code);
});

test("a code is read back however it is typed", () => {
  const code = "0123456789ABCDEFGHJKMNPQRSTV";
  const typed = [
    "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV",
    "oi23 4567 89ab cdef ghjk mnpq rstv",
    " OL23\u20134567.89ab\tcdefghjkmnpqrstv\n",
    "٠١٢٣٤٥٦٧٨٩abcdefghjkmnpqrstv",
    "\u200F۰۱۲۳۴۵۶۷۸۹abcdefghjkmnpqrstv",
  ];
  for (const each of typed) assert.equal(read(each), code, each);
});

test("what cannot be a code is no code", () => {
  for (const typed of ["", "0123", `${"0".repeat(27)}U`, "0".repeat(29), "window garden silver morning"]) {
    assert.equal(read(typed), null);
  }
});

test("one group is asked back", () => {
  const code = "0123456789ABCDEFGHJKMNPQRSTV";
  assert.ok(isGroup(code, 1, "oi23") && isGroup(code, 7, "rs tv"));
  assert.ok(!isGroup(code, 1, "4567") && !isGroup(code, 1, "") && !isGroup(code, 2, code));
  const asked = new Set(Array.from({ length: 300 }, askedBack));
  assert.deepEqual([...asked].sort(), Array.from({ length: GROUPS }, (_, at) => at + 1));
});
