import { policyDocument } from "../../../modules/policy";
import { Renamings } from "../../../tools/prove/renamings";

const bucket = (team: string, account: string, resource = `arn:aws:s3:::acme-${team}/*`) => ({
  policies: {
    resource: policyDocument({
      Sid: "Own",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "s3:GetObject",
      Resource: resource,
    }),
  },
  facts: { members: [account] },
});

/** Of each question, whether it was asked, or the answer to another taken. */
function asked(questions: readonly unknown[], isOfAll = true): readonly boolean[] {
  const known = new Renamings<unknown, number>(() => isOfAll);
  return questions.map((question, index) => known.answer(question, () => index) === index);
}

const PAYMENTS = bucket("payments", "444444444444");

describe("questions that are the same but for names", () => {
  it("are asked once", () => {
    expect(asked([PAYMENTS, bucket("data", "555555555555"), bucket("x1", "666666666666")])).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("are asked once of accounts in whose roles of services they are", () => {
    const linked = (account: string, service = "config") =>
      bucket("a", account, `arn:aws:iam::${account}:role/aws-service-role/${service}.amazonaws.com/Linked`);
    expect(
      asked([linked("444444444444"), linked("555555555555"), linked("555555555555", "cloudtrail")]),
    ).toEqual([true, false, true]);
  });

  it("are each asked where the answer names something, but for those that are the same", () => {
    expect(asked([PAYMENTS, bucket("data", "555555555555"), PAYMENTS], false)).toEqual([true, true, false]);
  });

  it.each<[string, unknown, unknown]>([
    [
      "one name in place of two",
      [PAYMENTS, bucket("data", "555555555555")],
      [PAYMENTS, bucket("data", "444444444444")],
    ],
    ["another action", PAYMENTS, JSON.parse(JSON.stringify(PAYMENTS).replace("GetObject", "PutObject"))],
    ["another effect", PAYMENTS, JSON.parse(JSON.stringify(PAYMENTS).replace("Allow", "Deny"))],
    ["what is no account", PAYMENTS, bucket("payments", "4444")],
    ["the name of a kind of principals", PAYMENTS, bucket("role", "444444444444")],
    [
      "a service",
      { Principal: { Service: "s3.amazonaws.com" } },
      { Principal: { Service: "sns.amazonaws.com" } },
    ],
    [
      "a number",
      { NumericLessThan: { "s3:TlsVersion": "11" } },
      { NumericLessThan: { "s3:TlsVersion": "12" } },
    ],
    [
      "what a wildcard cuts, and so takes by one name and not by the other",
      [bucket("payments", "444444444444"), { Resource: "arn:aws:s3:::acme-pay*" }],
      [bucket("data", "444444444444"), { Resource: "arn:aws:s3:::acme-pay*" }],
    ],
    [
      "what a wildcard cuts from the left",
      [bucket("payments", "444444444444"), { Resource: "arn:aws:s3:::*ments" }],
      [bucket("data", "444444444444"), { Resource: "arn:aws:s3:::*ments" }],
    ],
    [
      "what a variable joins",
      bucket("payments", "444444444444", "arn:aws:s3:::a/x${aws:PrincipalAccount}/payments"),
      bucket("data", "444444444444", "arn:aws:s3:::a/x${aws:PrincipalAccount}/data"),
    ],
    [
      "texts of a set of which case does not count",
      { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": "payments" } },
      { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": "data" } },
    ],
    [
      "texts of which case does not count",
      { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "payments" } },
      { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "data" } },
    ],
  ])("are not those that differ by %s", (_, one, other) => {
    expect(asked([one, other])).toEqual([true, true]);
  });
});
