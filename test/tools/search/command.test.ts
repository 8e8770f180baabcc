import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPEN_SEARCH_MAPPING, type OpenSearchField } from "../../../modules/questions";
import type { SavedObject } from "../../../tools/search/saved-objects";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { runProgram, type Run } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const DOMAIN = `domain: "arn:aws:es:us-east-1:222222222222:domain/audit", indexRotation: week, keepDays: 100`;
const COLLECTION = `collection: { arn: "arn:aws:aoss:us-east-1:222222222222:collection/0a1b", endpoint: "https://0a1b.us-east-1.aoss.amazonaws.com" }`;

const NEW_COLLECTION = `newCollection: { vpcId: vpc-0a1b2c3d, subnetIds: [subnet-0a1b2c3d], reachedFrom: { cidrs: [10.0.0.0/16] }, adminRole: "arn:aws:iam::222222222222:role/SearchAdmin" }`;
const NEW_DOMAIN = `newDomain: { vpcId: vpc-0a1b2c3d, subnetIds: [subnet-0a1b2c3d], reachedFrom: { cidrs: [10.0.0.0/16] }, masterRole: "arn:aws:iam::222222222222:role/SearchMaster", readers: ["arn:aws:iam::333333333333:role/SecurityAudit"], saml: { metadataFile: idp.xml, entityId: "https://idp.example", masterBackendRole: admins, readerGroups: [auditors], rolesKey: role } }`;

interface Written {
  readonly run: Run;
  readonly files: Readonly<Record<string, string>>;
}

function written(openSearch?: string, beside: Readonly<Record<string, string>> = {}): Written {
  return inTemporaryFolder((folder) => {
    const analytics = openSearch === undefined ? "" : `analytics: { openSearch: { ${openSearch} } }\n`;
    writeFileSync(
      join(folder, "organization.yaml"),
      `${MINIMAL_ORGANIZATION}monitoring: { notify: [{ to: security@acme.example }] }\n${analytics}`,
    );
    for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text);
    const into = join(folder, "out", "opensearch");
    const run = runProgram("tools/cli/orgtrail.cjs", ["opensearch", "--config", folder, "--into", into]);
    if (run.code !== 0) return { run, files: {} };
    const names = readdirSync(into);
    return {
      run: { ...run, stdout: run.stdout.replaceAll(into, "INTO") },
      files: Object.fromEntries(names.map((name) => [name, readFileSync(join(into, name), "utf8")])),
    };
  });
}

function json(text: string | undefined): Readonly<Record<string, unknown>> {
  return JSON.parse(text ?? "") as Readonly<Record<string, unknown>>;
}

/** The fields of the index, in the words of queries. */
function fieldsOf(fields: Readonly<Record<string, OpenSearchField>>, at = ""): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    "properties" in field ? fieldsOf(field.properties, `${at}${name}.`) : [`${at}${name}`],
  );
}

describe("orgtrail opensearch", () => {
  const domain = written(DOMAIN);

  it("writes what a domain has to know, and says how it comes there", () => {
    expect(domain.run).toMatchObject({ code: 0, stderr: "" });
    expect(domain.run.stdout.trim().split("\n")).toEqual([
      "INTO/ingest-pipeline.json: PUT /_ingest/pipeline/acme-cloudtrail",
      "INTO/index-template.json: PUT /_index_template/acme-cloudtrail",
      "INTO/lifecycle.json: PUT /_plugins/_ism/policies/acme-cloudtrail",
      "INTO/dashboards.ndjson: Dashboards Management, Saved objects, Import",
    ]);
    expect(json(domain.files["index-template.json"])).toMatchObject({
      index_patterns: ["acme-cloudtrail*"],
      template: {
        settings: { index: { default_pipeline: "acme-cloudtrail" } },
        mappings: { dynamic: false },
      },
    });
    expect(json(domain.files["ingest-pipeline.json"])["processors"]).toEqual([
      { set: { if: "ctx.eventID != null", field: "_id", value: "{{{eventID}}}" } },
    ]);
  });

  it("deletes an index once the last event in it is old enough", () => {
    expect(domain.files["lifecycle.json"]).toContain('"min_index_age": "107d"');
  });

  it.each([
    ["", COLLECTION],
    [" that is made", NEW_COLLECTION],
  ])("writes to a collection%s what it takes: its fields, and no pipeline or policy", (_, collection) => {
    const { files } = written(collection);
    expect(Object.keys(files).sort()).toEqual(["dashboards.ndjson", "index-template.json"]);
    expect(json(files["index-template.json"])["template"]).toEqual({ mappings: OPEN_SEARCH_MAPPING });
  });

  describe("the objects for Dashboards", () => {
    const objects = (domain.files["dashboards.ndjson"] ?? "")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SavedObject);
    const keys = new Set(objects.map(({ type, id }) => `${type}/${id}`));
    const known = new Set(fieldsOf(OPEN_SEARCH_MAPPING.properties));

    it("are a dashboard, and each question that asks for nothing, those of controls too", () => {
      expect(objects.filter(({ type }) => type === "dashboard")).toHaveLength(1);
      const searches = objects.filter(({ type }) => type === "search").map(({ id }) => id);
      expect(searches).toContain("acme-cloudtrail-denied-calls");
      expect(searches).toContain("acme-cloudtrail-root-use");
      expect(searches).not.toContain("acme-cloudtrail-access-key-calls");
    });

    it("are each there once, and refer to what is there", () => {
      expect(keys.size).toBe(objects.length);
      for (const { id, references } of objects)
        expect([id, references.filter(({ type, id: to }) => !keys.has(`${type}/${to}`))]).toEqual([id, []]);
    });

    it("name in their texts the references that they have, and no others", () => {
      for (const { id, attributes, references } of objects) {
        const text = JSON.stringify(attributes).replaceAll("\\", "");
        const named = [...text.matchAll(/"(?:indexRefName|panelRefName)":"([^"]+)"/g)].map(
          ([, name]) => name,
        );
        expect([id, [...new Set(named)].sort()]).toEqual([id, references.map(({ name }) => name).sort()]);
      }
    });

    it("count by fields that the index has", () => {
      const text = (domain.files["dashboards.ndjson"] ?? "").replaceAll("\\", "");
      const fields = [...text.matchAll(/"params":\{"field":"([^"]+)"/g)].map(([, field = ""]) => field);
      expect(fields.length).toBeGreaterThan(4);
      expect(fields.filter((field) => !known.has(field))).toEqual([]);
    });
  });

  it("writes for a domain that is made who does what in it, besides", () => {
    const { run, files } = written(NEW_DOMAIN, {
      "idp.xml": '<EntityDescriptor entityID="https://idp.example"/>',
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.trim().split("\n").slice(3, 8)).toEqual([
      "INTO/stream-role.json: PUT /_plugins/_security/api/roles/acme-cloudtrail-stream",
      "INTO/stream-mapping.json: PUT /_plugins/_security/api/rolesmapping/acme-cloudtrail-stream",
      "INTO/reader-role.json: PUT /_plugins/_security/api/roles/acme-cloudtrail-reader",
      "INTO/reader-mapping.json: PUT /_plugins/_security/api/rolesmapping/acme-cloudtrail-reader",
      "INTO/dashboards-mapping.json: PUT /_plugins/_security/api/rolesmapping/opensearch_dashboards_user",
    ]);
    expect(json(files["stream-mapping.json"])).toEqual({
      backend_roles: ["arn:aws:iam::222222222222:role/acme-orgtrail-search-stream"],
    });
    expect(json(files["reader-mapping.json"])).toEqual({
      backend_roles: ["arn:aws:iam::333333333333:role/SecurityAudit", "auditors"],
    });
    // Who searches writes nothing.
    expect(files["reader-role.json"]).not.toMatch(/crud|write|create|delete|manage|\*"\]?,?\s*"cluster/);
  });

  it("writes nothing where no events go to OpenSearch", () => {
    const { run } = written();
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("the configuration has no OpenSearch");
  });

  it("says what is wrong with the configuration", () => {
    const { run } = written(`${DOMAIN}, ${COLLECTION}`);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("stands beside domain: events go to one of them");
  });
});
