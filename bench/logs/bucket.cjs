// A bucket for two readers: answers what they ask of S3, CloudTrail, Organizations and STS from a folder. It takes as long for
// each request as S3 does at least, so that who asks one after the other waits.
const { Buffer } = require("node:buffer");
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { join } = require("node:path");
const { setTimeout } = require("node:timers");
const { URL } = require("node:url");

const [folder, bucket, answersFile] = process.argv.slice(2);
const FIRST_BYTE_MS = 20;
const answers = JSON.parse(readFileSync(answersFile, "utf8"));
const keys = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".json.gz"))
  .sort();

function listing(query) {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("marker") ?? query.get("continuation-token") ?? query.get("start-after") ?? "";
  const found = keys.filter((key) => key.startsWith(prefix) && key > after);
  if (query.has("delimiter")) {
    const names = [...new Set(found.map((key) => key.slice(prefix.length).split("/")[0]))];
    return names
      .map((name) => `<CommonPrefixes><Prefix>${prefix}${name}/</Prefix></CommonPrefixes>`)
      .join("");
  }
  const page = found.slice(0, 1000);
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
  if (page.length === found.length) return `<IsTruncated>false</IsTruncated>${contents}`;
  const next = page.at(-1);
  return `<IsTruncated>true</IsTruncated><NextMarker>${next}</NextMarker><NextContinuationToken>${next}</NextContinuationToken>${contents}`;
}

function answer({ url, headers, method }) {
  const operation = headers["x-amz-target"]?.split(".").at(-1);
  if (operation !== undefined)
    return { type: "application/x-amz-json-1.1", body: JSON.stringify(answers[operation]) };
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const key = decodeURIComponent(pathname).slice(`/${bucket}/`.length);
  const path = join(folder, key);
  if (method === "POST") return { body: answers.caller };
  if (searchParams.has("location")) return { body: "<LocationConstraint/>" };
  if (key === "") return { body: `<ListBucketResult>${listing(searchParams)}</ListBucketResult>` };
  if (!existsSync(path)) return { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
  const beside = `${path}.signature.json`;
  const signature = existsSync(beside) ? JSON.parse(readFileSync(beside, "utf8")).signature : undefined;
  const metadata = { "x-amz-meta-signature": signature, "x-amz-meta-signature-algorithm": "SHA256withRSA" };
  return { type: "application/x-gzip", body: readFileSync(path), ...(signature && { metadata }) };
}

const server = createServer((request, response) => {
  const { status = 200, type = "application/xml", body, metadata = {} } = answer(request);
  request.resume();
  setTimeout(() => {
    response.writeHead(status, {
      "content-type": type,
      "content-length": Buffer.byteLength(body),
      ...metadata,
    });
    response.end(body);
  }, FIRST_BYTE_MS);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
