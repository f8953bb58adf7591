/** The session of a role: `arn:aws:sts::000000000000:assumed-role/name/session`, without the role's path. */
export function assumedRole(
  roleArn: string,
  sessionName: string,
): { readonly accountId: string; readonly arn: string } {
  const accountId = roleArn.split(':')[4] ?? '';
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}` };
}
