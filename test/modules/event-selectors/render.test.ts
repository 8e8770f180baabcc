import type {
  CloudtrailAdvancedEventSelector,
  CloudtrailEventSelector,
} from "@cdktf/provider-aws/lib/cloudtrail";
import fc from "fast-check";
import {
  recordsManagementEvents,
  renderAdvancedEventSelectors,
  renderBasicEventSelectors,
} from "../../../modules/event-selectors";
import { fieldTable, selectorOf } from "../../../modules/event-selectors/fields";
import { selector } from "./arbitraries";

describe("rendered selectors", () => {
  it("have the shape that the trail's construct takes, with fields and values in a fixed order", () => {
    const rendered: CloudtrailAdvancedEventSelector[] = renderAdvancedEventSelectors([
      {
        category: "Data",
        name: "ledger",
        resourceType: "AWS::S3::Object",
        userIdentityArn: { notEndsWith: ["/scanner"] },
        resourceArn: {
          notStartsWith: ["arn:aws:s3:::a/logs/"],
          startsWith: ["arn:aws:s3:::b/", "arn:aws:s3:::a/", "arn:aws:s3:::b/"],
        },
        readOnly: false,
        sessionCredentialFromConsole: false,
      },
      { category: "NetworkActivity", eventSource: "s3.amazonaws.com", errorCode: "VpceAccessDenied" },
      { category: "Management" },
    ]);
    expect(rendered).toEqual([
      {
        name: "ledger",
        fieldSelector: [
          { field: "eventCategory", equalTo: ["Data"] },
          { field: "resources.type", equalTo: ["AWS::S3::Object"] },
          { field: "readOnly", equalTo: ["false"] },
          {
            field: "resources.ARN",
            startsWith: ["arn:aws:s3:::a/", "arn:aws:s3:::b/"],
            notStartsWith: ["arn:aws:s3:::a/logs/"],
          },
          { field: "sessionCredentialFromConsole", notEquals: ["true"] },
          { field: "userIdentity.arn", notEndsWith: ["/scanner"] },
        ],
      },
      {
        fieldSelector: [
          { field: "eventCategory", equalTo: ["NetworkActivity"] },
          { field: "eventSource", equalTo: ["s3.amazonaws.com"] },
          { field: "errorCode", equalTo: ["VpceAccessDenied"] },
        ],
      },
      { fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
    ]);
  });

  it("write the defaults of basic selectors out", () => {
    const rendered: CloudtrailEventSelector[] = renderBasicEventSelectors([
      {},
      {
        readWriteType: "WriteOnly",
        includeManagementEvents: false,
        excludeManagementEventSources: ["rdsdata.amazonaws.com", "kms.amazonaws.com"],
        dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::b/", "arn:aws:s3:::a/"] }],
      },
    ]);
    expect(rendered).toEqual([
      { readWriteType: "All", includeManagementEvents: true },
      {
        readWriteType: "WriteOnly",
        includeManagementEvents: false,
        excludeManagementEventSources: ["kms.amazonaws.com", "rdsdata.amazonaws.com"],
        dataResource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::a/", "arn:aws:s3:::b/"] }],
      },
    ]);
  });

  it("lose nothing: the table of a selector's fields leads back to the selector", () => {
    fc.assert(
      fc.property(selector, (each) => {
        const table = fieldTable(each);
        expect(fieldTable(selectorOf(table, each.name))).toEqual(table);
      }),
    );
  });
});

describe("management events of a trail", () => {
  it.each([
    [[], { read: false, write: false }],
    [[{ category: "Management" }], { read: true, write: true }],
    [[{ category: "Management", readOnly: true }], { read: true, write: false }],
    [[{ category: "Management", readOnly: false }], { read: false, write: true }],
    [
      [
        { category: "Management", readOnly: false },
        { category: "Management", readOnly: true },
      ],
      { read: true, write: true },
    ],
    [[{ category: "Data", resourceType: "AWS::S3::Object" }], { read: false, write: false }],
  ] as const)("of advanced selectors %j are %j", (selectors, coverage) => {
    expect(recordsManagementEvents({ kind: "advanced", selectors })).toEqual(coverage);
  });

  it.each([
    [[{}], { read: true, write: true }],
    [[{ readWriteType: "WriteOnly" }], { read: false, write: true }],
    [[{ includeManagementEvents: false }], { read: false, write: false }],
  ] as const)("of basic selectors %j are %j", (selectors, coverage) => {
    expect(recordsManagementEvents({ kind: "basic", selectors })).toEqual(coverage);
  });
});
