import { logValidationName, type AccountId } from "../../organization";
import { allow } from "../allowance";
import type { PolicyStatement } from "../document";
import type { Feature } from "../features";
import type { NameFamilies } from "../guardrail-names";
import { anyLogFile, changeFunctions, findLogs, decryptLogs, type PoliciesOf } from "./feature";
import { functionGuards } from "./search";

export const VALIDATION_POLICIES = {
  // A function of the account validates log files: nothing else of the account reads them.
  validation: (names, account) => {
    return {
      deploys: [changeFunctions(names)],
      services: ["lambda.amazonaws.com"],
      bounds: validationBounds(names, account),
      guards: functionGuards(names),
    };
  },
} as const satisfies Partial<Record<Feature, PoliciesOf>>;

/**
 * Reads log files from within the one function: whoever else takes its role reads none. What S3 asks KMS for does not name the
 * function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function validationBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  const caller = `arn:${partition}:lambda:*:${account}:function:${logValidationName(name)}`;
  return [
    findLogs(names),
    allow("ReadLogsByFunction", ["s3:GetObject"], anyLogFile(names), {
      ArnLike: { "lambda:SourceFunctionArn": caller },
    }),
    decryptLogs(names),
    allow("AskPublicKeys", ["cloudtrail:ListPublicKeys"], "*"),
  ];
}
