/** Service principals, as trust policies name them. */
export const API_GATEWAY_PRINCIPAL = 'apigateway.amazonaws.com';
export const SAGEMAKER_PRINCIPAL = 'sagemaker.amazonaws.com';

/** As API Gateway names its sessions of execution roles. */
export const API_GATEWAY_SESSION = 'BackplaneAssumeRoleSession';
