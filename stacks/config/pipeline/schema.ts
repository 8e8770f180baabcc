import * as z from "zod";
import { text } from "../scalars";

const provider = z.enum(["create", "existing"]).default("create").meta({
  description:
    "The OpenID Connect provider of the account with the state bucket: AWS takes one for each issuer. existing: somebody else made it. Default: create.",
});
const issuer = (description: string) => text(description).exactOptional();
const names = (description: string, of = "Its name.") => z.array(text(of)).readonly().meta({ description });

/** `pipeline` in organization.yaml. */
export const pipeline = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("github").meta({ description: "GitHub Actions, by OpenID Connect." }),
        repository: text(
          "The repository: acme/audit, or with the ids that its subjects have: acme@123456/audit@456789.",
          "acme/audit",
        ),
        environments: names("Environments whose jobs may deploy."),
        branches: names("Branches whose jobs may plan, besides those of pull requests.").default([]),
        issuer: issuer("The issuer of a GitHub of your own, without https://."),
        provider,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("gitlab").meta({ description: "GitLab CI, by OpenID Connect." }),
        project: text("The project, with all groups above it.", "acme/security/audit"),
        branches: names("Protected branches whose jobs may deploy."),
        issuer: issuer("The issuer of a GitLab of your own, without https://."),
        audience: issuer("What its tokens are for. Default: sts.amazonaws.com."),
        provider,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("oidc").meta({
          description:
            "Any other issuer of OpenID Connect tokens: Bitbucket, HCP Terraform, Spacelift, Buildkite.",
        }),
        issuer: text("The issuer, without https://.", "app.terraform.io"),
        audience: issuer("What its tokens are for. Default: sts.amazonaws.com."),
        plan: names("Subjects that may plan, with * and ? behind what is yours alone.", "A subject."),
        deploy: names("Subjects that may deploy.", "A subject."),
        provider,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("principals").meta({
          description:
            "Roles and users of AWS: a person's role, or that of machines with Jenkins, Atlantis or agents of Azure DevOps.",
        }),
        plan: names("ARNs of those who may plan.", "The ARN of a role or user; its name may hold * and ?."),
        deploy: names("ARNs of those who may deploy.", "The ARN of a role or user."),
      })
      .readonly(),
  ])
  .meta({
    description:
      "Who takes the plan and deploy roles that orgtrail bootstrap makes in every account. Default: it makes none.",
  });
