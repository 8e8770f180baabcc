// Writes the note of a merge request, or brings the one that is there up to date.
//
// Usage: node comment.cjs <file>
// Environment: CI_API_V4_URL, CI_PROJECT_ID and CI_MERGE_REQUEST_IID, which GitLab sets; ORGTRAIL_COMMENT_TOKEN
/* global fetch */
const { readFileSync } = require("node:fs");

const MARKER = "<!-- orgtrail plan -->";
const PAGE = 100;

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, ORGTRAIL_COMMENT_TOKEN } = process.env;
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;

/** Asks GitLab. @throws with what it answers, unless that is success */
async function ask(url, method = "GET", body = undefined) {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", "private-token": ORGTRAIL_COMMENT_TOKEN },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** The id of the note that is there. */
async function noteId(page = 1) {
  const found = await ask(`${notes}?per_page=${PAGE}&page=${page}`);
  const note = found.find(({ body }) => body.startsWith(MARKER));
  if (note !== undefined) return note.id;
  return found.length < PAGE ? undefined : noteId(page + 1);
}

async function main([file]) {
  const body = readFileSync(file, "utf8");
  const id = await noteId();
  if (id === undefined) await ask(notes, "POST", { body });
  else await ask(`${notes}/${id}`, "PUT", { body });
}

void main(process.argv.slice(2));
