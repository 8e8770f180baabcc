import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** Lambda takes the role of a function from whoever creates it, and asks that Lambda may assume it. */
const LAMBDA_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** An archive with no file in it: the end record alone. The function is never invoked. */
const EMPTY_ZIP = Buffer.from(`PK\u0005\u0006${"\0".repeat(18)}`, "latin1");

/**
 * Makes a Lambda function as an organization would have it that responds to events by itself: orgtrail sends to it, and
 * does not make it. @returns its ARN
 */
export async function makeResponder(settings: ClientSettings, FunctionName: string): Promise<string> {
  const { Role } = await new IAMClient(settings).send(
    new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: LAMBDA_TRUST }),
  );
  const { FunctionArn } = await new LambdaClient(settings).send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: EMPTY_ZIP },
    }),
  );
  if (FunctionArn === undefined) throw new Error(`the emulator made no function ${FunctionName}`);
  return FunctionArn;
}
