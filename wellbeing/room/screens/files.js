// Files made on this device and handed to the browser; nothing is sent. Their names tell nothing.
import { hex, random } from "../bytes.js";
import { today } from "../stage.js";

export function hand(content, name, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// One day in somebody's own calendar (RFC 5545), at no hour, with the words they saw.
export function reminder(title, days, now = new Date()) {
  const later = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const escaped = title.replace(/[\\;,]/g, "\\$&");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//notes//1",
    "BEGIN:VEVENT",
    `UID:${hex(random(16))}`,
    `DTSTAMP:${compact(now)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(later)}`,
    `SUMMARY:${escaped}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

const compact = (day) => today(day).replaceAll("-", "");
