const { Buffer } = require("node:buffer");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const CODE = ["examples", "modules", "stacks", "test", "tools"];
const NAMED = /provider-aws\/lib\/(?:data-aws-)?([a-z0-9-]+)|\baws_([a-z0-9_]+)/g;

/**
 * The types of resources and data sources of the AWS provider that the code of a folder names, be it in a test.
 * @param {string} root the folder of the project
 * @returns {string[]}
 */
function typesIn(root) {
  const types = new Set();
  for (const folder of CODE) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes("node_modules")) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
      for (const [, file, type = file.replaceAll("-", "_")] of text.matchAll(NAMED)) types.add(`aws_${type}`);
    }
  }
  return [...types].sort();
}

/** The fields of GetProviderSchema's answer that hold a schema for each name: of resources, data sources and ephemeral resources. */
const SCHEMAS = new Set([2, 3, 8]);

/**
 * A provider's answer to what it has (GetProviderSchema of protocol 5), with the schemas of some types alone.
 * @param {Buffer} answer the message of protobuf, without gRPC's header
 * @param {ReadonlySet<string>} types names of resources and data sources
 * @returns {Buffer}
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
function onlyTypes(answer, types) {
  const kept = fieldsOf(answer).filter(({ number, value }) => {
    if (!SCHEMAS.has(number)) return true;
    const name = fieldsOf(value).find((field) => field.number === 1);
    return name !== undefined && types.has(name.value.toString("utf8"));
  });
  return Buffer.concat(kept.map(({ whole }) => whole));
}

/** @see https://protobuf.dev/programming-guides/encoding/ */
const LENGTH_DELIMITED = 2;

/** The fields of a message of protobuf, whose values all have a length, as all of a provider's answer have. */
function fieldsOf(message) {
  const fields = [];
  for (let at = 0; at < message.length;) {
    const start = at;
    const varint = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = message[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    const tag = varint();
    if (tag % 8 !== LENGTH_DELIMITED)
      throw new Error(`a field of wire type ${tag % 8} in a provider's answer`);
    const length = varint();
    at += length;
    if (at > message.length) throw new Error("a provider's answer ends before its time");
    fields.push({
      number: Math.floor(tag / 8),
      value: message.subarray(at - length, at),
      whole: message.subarray(start, at),
    });
  }
  return fields;
}

module.exports = { onlyTypes, typesIn };
