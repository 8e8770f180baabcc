import { Aspects, TerraformResource, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Gives a permissions boundary to every role of a part of the tree, now and later, whoever makes it and however deep it stands.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary implements IAspect {
  private constructor(private readonly policyArn: string) {}

  /** @param scope the stack, the app, or whatever construct holds the roles */
  static of(scope: IConstruct): { apply(policyArn: string): void } {
    return {
      apply: (policyArn) => {
        Aspects.of(scope).add(new PermissionsBoundary(policyArn));
      },
    };
  }

  /** Whatever package of bindings made the role: Terraform knows it by its type. */
  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    if (node.terraformResourceType === "aws_iam_role")
      node.addOverride("permissions_boundary", this.policyArn);
  }
}
