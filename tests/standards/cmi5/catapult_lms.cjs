/* Adapter of KommunalCampus for ADL's LMS test suite (CATAPULT, folder lts).
   It signs in as an author, uploads packages in the studio and tries them out, all by the pages
   that people use. Environment:
     KC_BASE_URL, KC_AUTHOR, KC_PASSWORD   where the platform runs, and who signs in
     KC_LRS_KEY, KC_LRS_SECRET             a client of the record store with the scope all/read */
"use strict";

const http = require("http");
const path = require("path");
const { InvalidPackageError } = require(path.resolve("lib", "errors"));

const base = (process.env.KC_BASE_URL || "http://127.0.0.1:8000").replace(/\/$/, "");
const cookies = new Map();
const runs = new Map();

function remember(lines) {
  for (const line of lines || []) {
    const [name, ...value] = line.split(";")[0].split("=");
    cookies.set(name, value.join("="));
  }
}

/* Jest keeps fetch from its tests: this is what of it is needed here. */
function call(address, { method = "GET", kind, body } = {}) {
  const headers = {
    Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    Referer: `${base}/`,
    "Accept-Language": "de",
    ...(body ? { "Content-Type": kind, "Content-Length": body.length } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(address, base), { method, headers }, async (response) => {
      remember(response.headers["set-cookie"]);
      const text = (await bytesOf(response)).toString();
      resolve({ status: response.statusCode, location: response.headers.location, text });
    });
    request.on("error", reject);
    request.end(body);
  });
}

const tokenIn = (page) => page.match(/name="csrfmiddlewaretoken" value="([^"]+)"/)[1];
const plain = (text) => text.replace(/&amp;/g, "&").replace(/&#x27;/g, "'").replace(/&quot;/g, '"');

/* Send a form of the page at `from`; return the answer, a redirect where all went well. */
async function submit(from, to, fields) {
  const token = tokenIn((await call(from)).text);
  const mark = "kommunalcampus-boundary";
  const parts = [];
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...fields })) {
    const file = value.content ? `; filename="${value.name}"\r\nContent-Type: ${value.kind}` : "";
    parts.push(`--${mark}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
    parts.push(value.content || String(value), "\r\n");
  }
  const body = Buffer.concat([...parts, `--${mark}--\r\n`].map((part) => Buffer.from(part)));
  return call(to, { method: "POST", kind: `multipart/form-data; boundary=${mark}`, body });
}

function followed(response, what) {
  if (response.status !== 302) throw new Error(`${what}: ${response.status} ${response.text}`);
  return response.location;
}

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function waitUntilUnpacked(course) {
  for (let tries = 0; tries < 240; tries += 1) {
    const { state } = JSON.parse((await call(`${course}stand/`)).text);
    if (state === "ready") return;
    if (state === "failed") throw new InvalidPackageError("The archive is damaged.");
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error("The package was not unpacked within a minute; does the worker run?");
}

/* The place of a unit in the list of the trial, in the order of the course. */
async function placeOf(run, index) {
  const page = (await call(run)).text;
  const starts = [...page.matchAll(/action="[^"]*\/([0-9.]+)\/starten\/"/g)].map((found) => found[1]);
  const ordered = [...new Set(starts.slice().sort(byPlace))];
  return ordered[index];
}

function byPlace(one, other) {
  const [a, b] = [one, other].map((place) => place.split(".").map(Number));
  for (let level = 0; level < Math.max(a.length, b.length); level += 1) {
    if ((a[level] ?? -1) !== (b[level] ?? -1)) return (a[level] ?? -1) - (b[level] ?? -1);
  }
  return 0;
}

module.exports = {
  setup: async () => {
    const sign = "/konto/login/";
    const login = process.env.KC_AUTHOR || "autor@dhbw.example";
    const password = process.env.KC_PASSWORD || "demo-kommunalcampus";
    followed(await submit(sign, sign, { login, password }), "Signing in");
  },

  teardown: async () => {},

  getLrsEndpoint: () => `${base}/xapi`,

  getLrsAuthHeader: () => {
    const pair = `${process.env.KC_LRS_KEY}:${process.env.KC_LRS_SECRET}`;
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  },

  importCourse: async (stream, contentType, fileName) => {
    const file = { content: await bytesOf(stream), kind: contentType, name: fileName };
    const add = "/admin/pakete/neu/";
    const page = (await call(add)).text;
    const provider = page.match(/<option value="(\d+)"/)[1];
    const answer = await submit(add, add, {
      title: fileName,
      standard: "cmi5",
      provider,
      file,
    });
    if (answer.status === 400) {
      const said = answer.text.match(/<strong>[^<]*<\/strong>([^<]*)<\/p>/);
      throw new InvalidPackageError(said ? said[1].trim() : "refused");
    }
    const course = followed(answer, "Upload");
    await waitUntilUnpacked(course);
    return course;
  },

  getLaunchUrl: async (course, auIndex, actor, { registration, launchMode } = {}) => {
    const known = registration && runs.get(registration);
    const key = course.match(/([0-9a-f-]{36})\/$/)[1];
    const run = known || (followed(await submit(course, `/lernen/cmi5/probe/${key}/`, {}), "Trial"));
    const place = await placeOf(run, auIndex);
    const start = await submit(run, `${run}${place}/starten/`, { mode: launchMode || "Normal" });
    const session = followed(start, "Launch");
    const page = (await call(session)).text;
    const address = plain(page.match(/(?:src|href)="([^"]*[?&]endpoint=[^"]*|[^"]*&amp;endpoint=[^"]*)"/)[1]);
    runs.set(new URL(address).searchParams.get("registration"), run);
    return address;
  },

  /* The platform of a run of this suite is thrown away as a whole. */
  cleanup: async () => {},

  hasWaive: () => true,
  waiveAU: async (registration, auIndex, reason) => {
    const run = runs.get(registration);
    const place = await placeOf(run, auIndex);
    const page = `/lernen/cmi5/erlassen/${run.match(/([0-9a-f-]{36})\/$/)[1]}/`;
    followed(await submit(page, page, { place, reason }), "Waive");
  },

  hasAbandon: () => true,
  abandonSession: async (session) => {
    const page = `/lernen/cmi5/sitzung/${session}/`;
    followed(await submit(page, `${page}beenden/`, {}), "Abandon");
  },
};
