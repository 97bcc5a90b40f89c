// Programs in known-good form: each adds to a stack what a tutorial of AWS CDK would, and nothing that AWS would refuse.
const cdk = require('aws-cdk-lib');
const {
  aws_apigateway: apigateway, aws_apigatewayv2: apigatewayv2, aws_apigatewayv2_integrations: integrations,
  aws_applicationautoscaling: scaling, aws_autoscaling: autoscaling, aws_batch: batch, aws_certificatemanager: acm,
  aws_cloudfront: cloudfront, aws_cloudfront_origins: origins, aws_cloudwatch: cloudwatch, aws_cloudwatch_actions: actions,
  aws_codebuild: codebuild, aws_cognito: cognito, aws_dynamodb: dynamodb, aws_ec2: ec2, aws_ecr: ecr, aws_ecs: ecs,
  aws_ecs_patterns: patterns, aws_efs: efs, aws_elasticache: elasticache, aws_elasticloadbalancingv2: elb, aws_events: events,
  aws_events_targets: targets, aws_iam: iam, aws_kinesis: kinesis, aws_kinesisfirehose: firehose, aws_kms: kms,
  aws_lambda: lambda, aws_lambda_event_sources: sources, aws_logs: logs, aws_rds: rds, aws_route53: route53,
  aws_route53_targets: aliases, aws_s3: s3, aws_s3_notifications: notifications, aws_scheduler: scheduler,
  aws_scheduler_targets: schedules, aws_secretsmanager: secrets, aws_sns: sns, aws_sns_subscriptions: subscriptions,
  aws_sqs: sqs, aws_ssm: ssm, aws_stepfunctions: sfn, aws_stepfunctions_tasks: tasks, aws_wafv2: waf,
} = cdk;
const { Duration, RemovalPolicy } = cdk;

const vpc = (stack, more) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, ...more });
const code = () => lambda.Code.fromInline('exports.handler = async () => ({statusCode: 200});');
const func = (stack, id = 'Function', more) =>
  new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: code(), ...more });
const image = () => ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29');
const logging = () => ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logRetention: 7 });
const zone = (stack) =>
  route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
const certificate = (stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate',
  `arn:aws:acm:${stack.region}:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef`);

module.exports = {
  'vpc-two-zones': (stack) => vpc(stack),
  'vpc-one-nat': (stack) => vpc(stack, { natGateways: 1 }),
  'vpc-isolated': (stack) => vpc(stack, {
    natGateways: 0,
    subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
  }),
  'vpc-endpoints': (stack) => {
    const own = vpc(stack, { natGateways: 0 });
    own.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    own.addGatewayEndpoint('DynamoDb', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    own.addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
  },
  'vpc-flow-logs': (stack) => vpc(stack).addFlowLog('FlowLog'),
  'vpc-network-acl': (stack) => {
    const own = vpc(stack);
    const acl = new ec2.NetworkAcl(stack, 'Acl', { vpc: own, subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } });
    acl.addEntry('Https', {
      cidr: ec2.AclCidr.anyIpv4(), ruleNumber: 100, traffic: ec2.AclTraffic.tcpPort(443), direction: ec2.TrafficDirection.INGRESS,
    });
  },
  'bastion': (stack) => new ec2.BastionHostLinux(stack, 'Bastion', { vpc: vpc(stack) }),
  'instance': (stack) => {
    const own = vpc(stack);
    const instance = new ec2.Instance(stack, 'Instance', {
      vpc: own, instanceType: new ec2.InstanceType('t4g.micro'),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    });
    instance.connections.allowFromAnyIpv4(ec2.Port.tcp(443));
  },
  'auto-scaling-group': (stack) => {
    const own = vpc(stack);
    const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc: own, instanceType: new ec2.InstanceType('t4g.micro'), minCapacity: 1, maxCapacity: 3,
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    });
    group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc: own, internetFacing: true });
    balancer.addListener('Listener', { port: 80 }).addTargets('Targets', { port: 80, targets: [group] });
  },
  'load-balanced-fargate': (stack) => new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
    vpc: vpc(stack), taskImageOptions: { image: image() },
  }),
  'load-balanced-fargate-https': (stack) => new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
    vpc: vpc(stack), taskImageOptions: { image: image(), containerPort: 8080 }, certificate: certificate(stack),
    domainName: 'web.example.com', domainZone: zone(stack), redirectHTTP: true,
  }),
  'network-load-balanced-fargate': (stack) => new patterns.NetworkLoadBalancedFargateService(stack, 'Service', {
    vpc: vpc(stack), taskImageOptions: { image: image() },
  }),
  'scheduled-fargate': (stack) => new patterns.ScheduledFargateTask(stack, 'Task', {
    vpc: vpc(stack), schedule: scaling.Schedule.cron({ hour: '3', minute: '0' }),
    scheduledFargateTaskImageOptions: { image: image(), memoryLimitMiB: 512 },
  }),
  'queue-processing-fargate': (stack) => new patterns.QueueProcessingFargateService(stack, 'Worker', { vpc: vpc(stack), image: image() }),
  'fargate-by-hand': (stack) => {
    const own = vpc(stack);
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: own, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 512, memoryLimitMiB: 1024 });
    const secret = new secrets.Secret(stack, 'Secret', {
      generateSecretString: { secretStringTemplate: '{"user":"web"}', generateStringKey: 'password' },
    });
    task.addContainer('web', {
      image: image(), logging: logging(), portMappings: [{ containerPort: 80 }],
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password') },
    });
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: task, minHealthyPercent: 100 });
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc: own, internetFacing: true });
    balancer.addListener('Listener', { port: 80 }).addTargets('Targets', { port: 80, targets: [service] });
    service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  },
  'fargate-own-repository': (stack) => {
    const repository = new ecr.Repository(stack, 'Repository', { imageScanOnPush: true });
    repository.addLifecycleRule({ maxImageCount: 10 });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: vpc(stack) });
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addContainer('web', { image: ecs.ContainerImage.fromEcrRepository(repository, '1'), logging: logging() });
    new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: task, minHealthyPercent: 100 });
  },
  'fargate-and-database': (stack) => {
    const own = vpc(stack);
    const database = new rds.DatabaseInstance(stack, 'Database', {
      vpc: own, engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }),
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO), databaseName: 'web',
      storageEncrypted: true, deletionProtection: true,
    });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: own });
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addContainer('web', {
      image: image(), logging: logging(), environment: { DB_HOST: database.dbInstanceEndpointAddress },
      secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(database.secret, 'password') },
    });
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: task, minHealthyPercent: 100 });
    database.connections.allowDefaultPortFrom(service);
  },
  'ecs-on-instances': (stack) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: vpc(stack) });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.small') });
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    task.addContainer('web', { image: image(), memoryLimitMiB: 256, logging: logging() });
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition: task, minHealthyPercent: 50 });
  },
  'postgres': (stack) => new rds.DatabaseInstance(stack, 'Database', {
    vpc: vpc(stack), engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }),
    multiAz: true, storageType: rds.StorageType.GP3, allocatedStorage: 100, storageEncrypted: true, deletionProtection: true,
  }),
  'mysql-replica': (stack) => {
    const source = new rds.DatabaseInstance(stack, 'Database', {
      vpc: vpc(stack), engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 }),
      storageEncrypted: true, deletionProtection: true,
    });
    new rds.DatabaseInstanceReadReplica(stack, 'Replica', {
      sourceDatabaseInstance: source, vpc: source.vpc, deletionProtection: true,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.LARGE),
    });
  },
  'aurora': (stack) => new rds.DatabaseCluster(stack, 'Cluster', {
    vpc: vpc(stack), engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 }),
    writer: rds.ClusterInstance.serverlessV2('Writer'), readers: [rds.ClusterInstance.serverlessV2('Reader')],
    storageEncrypted: true, deletionProtection: true,
  }),
  'redis': (stack) => {
    const own = vpc(stack);
    const group = new elasticache.CfnSubnetGroup(stack, 'Group', { description: 'cache', subnetIds: own.privateSubnets.map((one) => one.subnetId) });
    const security = new ec2.SecurityGroup(stack, 'Security', { vpc: own });
    new elasticache.CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache', engine: 'redis', cacheNodeType: 'cache.t4g.micro', numCacheClusters: 2,
      automaticFailoverEnabled: true, cacheSubnetGroupName: group.ref, securityGroupIds: [security.securityGroupId],
      transitEncryptionEnabled: true, atRestEncryptionEnabled: true,
    });
  },
  'dynamodb': (stack) => {
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST, stream: dynamodb.StreamViewType.NEW_IMAGE, timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    table.addGlobalSecondaryIndex({ indexName: 'gsi', partitionKey: { name: 'sk', type: dynamodb.AttributeType.STRING } });
    func(stack).addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.LATEST }));
  },
  'bucket': (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', {
      versioned: true, enforceSSL: true, encryption: s3.BucketEncryption.S3_MANAGED, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      cors: [{ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: ['https://example.com'] }],
    });
    bucket.addLifecycleRule({ prefix: 'tmp/', expiration: Duration.days(30), noncurrentVersionExpiration: Duration.days(30) });
    bucket.addLifecycleRule({ transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }] });
  },
  'bucket-with-key': (stack) => {
    const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true });
  },
  'bucket-notifications': (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(func(stack)), { prefix: 'in/' });
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')));
  },
  'web-site': (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
    });
  },
  'web-site-domain': (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef';
    const distribution = new cloudfront.Distribution(stack, 'Distribution', {
      domainNames: ['www.example.com'], certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', arn),
      defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(bucket) },
    });
    new route53.ARecord(stack, 'Record', {
      zone: zone(stack), recordName: 'www', target: route53.RecordTarget.fromAlias(new aliases.CloudFrontTarget(distribution)),
    });
  },
  'queue-and-function': (stack) => {
    const queue = new sqs.Queue(stack, 'Queue', {
      visibilityTimeout: Duration.minutes(6), deadLetterQueue: { queue: new sqs.Queue(stack, 'Dead'), maxReceiveCount: 3 },
    });
    func(stack, 'Function', { timeout: Duration.minutes(1) }).addEventSource(new sources.SqsEventSource(queue, { batchSize: 10 }));
  },
  'fifo': (stack) => {
    const queue = new sqs.Queue(stack, 'Queue', { fifo: true, contentBasedDeduplication: true });
    new sns.Topic(stack, 'Topic', { fifo: true, contentBasedDeduplication: true }).addSubscription(new subscriptions.SqsSubscription(queue));
  },
  'topic': (stack) => {
    const topic = new sns.Topic(stack, 'Topic', { displayName: 'Alarms' });
    topic.addSubscription(new subscriptions.EmailSubscription('somebody@example.com'));
    topic.addSubscription(new subscriptions.LambdaSubscription(func(stack)));
  },
  'function-in-vpc': (stack) => func(stack, 'Function', { vpc: vpc(stack), environment: { STAGE: 'dev' }, tracing: lambda.Tracing.ACTIVE }),
  'function-url': (stack) => func(stack).addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM }),
  'rest-api': (stack) => new apigateway.LambdaRestApi(stack, 'Api', { handler: func(stack) }),
  'http-api': (stack) => {
    const api = new apigatewayv2.HttpApi(stack, 'Api');
    api.addRoutes({ path: '/', methods: [apigatewayv2.HttpMethod.GET], integration: new integrations.HttpLambdaIntegration('Own', func(stack)) });
  },
  'user-pool': (stack) => {
    const pool = new cognito.UserPool(stack, 'Pool', { selfSignUpEnabled: true, signInAliases: { email: true } });
    pool.addClient('Client', { oAuth: { callbackUrls: ['https://example.com/callback'] } });
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'formwork-example' } });
  },
  'state-machine': (stack) => new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(new tasks.LambdaInvoke(stack, 'Invoke', { lambdaFunction: func(stack) })
      .next(new sfn.Wait(stack, 'Wait', { time: sfn.WaitTime.duration(Duration.seconds(5)) })).next(new sfn.Succeed(stack, 'Done'))),
    timeout: Duration.minutes(5),
  }),
  'event-rules': (stack) => {
    const rule = new events.Rule(stack, 'Nightly', { schedule: events.Schedule.cron({ minute: '0', hour: '18' }) });
    rule.addTarget(new targets.LambdaFunction(func(stack)));
    const queue = new sqs.Queue(stack, 'Queue');
    new events.Rule(stack, 'Changes', { eventPattern: { source: ['aws.ec2'] } }).addTarget(new targets.SqsQueue(queue));
    new events.Rule(stack, 'Often', { schedule: events.Schedule.rate(Duration.minutes(5)) }).addTarget(new targets.SqsQueue(queue));
  },
  'scheduler': (stack) => new scheduler.Schedule(stack, 'Schedule', {
    schedule: scheduler.ScheduleExpression.cron({ minute: '0', hour: '9', timeZone: cdk.TimeZone.ASIA_TOKYO }),
    target: new schedules.LambdaInvoke(func(stack)),
  }),
  'batch-fargate': (stack) => {
    const environment = new batch.FargateComputeEnvironment(stack, 'Environment', { vpc: vpc(stack), maxvCpus: 4 });
    new batch.JobQueue(stack, 'Queue', { computeEnvironments: [{ computeEnvironment: environment, order: 1 }] });
    new batch.EcsJobDefinition(stack, 'Job', {
      container: new batch.EcsFargateContainerDefinition(stack, 'Container', {
        image: image(), cpu: 0.25, memory: cdk.Size.mebibytes(512),
      }),
      timeout: Duration.minutes(10),
    });
  },
  'streams': (stack) => {
    const stream = new kinesis.Stream(stack, 'Stream', { streamMode: kinesis.StreamMode.ON_DEMAND });
    const bucket = new s3.Bucket(stack, 'Bucket');
    new firehose.DeliveryStream(stack, 'Delivery', {
      source: new firehose.KinesisStreamSource(stream), destination: new firehose.S3Bucket(bucket),
    });
  },
  'alarms': (stack) => {
    const topic = new sns.Topic(stack, 'Topic');
    const own = func(stack);
    const alarm = own.metricErrors({ period: Duration.minutes(1) }).createAlarm(stack, 'Errors', {
      threshold: 1, evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(topic));
    new cloudwatch.Dashboard(stack, 'Dashboard', { widgets: [[new cloudwatch.GraphWidget({ left: [own.metricInvocations()] })]] });
  },
  'web-acl': (stack) => {
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc: vpc(stack), internetFacing: true });
    balancer.addListener('Listener', { port: 80, defaultAction: elb.ListenerAction.fixedResponse(404) });
    const visible = (metricName) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true });
    const acl = new waf.CfnWebACL(stack, 'Acl', {
      defaultAction: { allow: {} }, scope: 'REGIONAL', visibilityConfig: visible('acl'),
      rules: [{
        name: 'common', priority: 0, overrideAction: { none: {} }, visibilityConfig: visible('common'),
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } },
      }],
    });
    new waf.CfnWebACLAssociation(stack, 'Association', { resourceArn: balancer.loadBalancerArn, webAclArn: acl.attrArn });
  },
  'file-system': (stack) => {
    const own = vpc(stack);
    const system = new efs.FileSystem(stack, 'Files', { vpc: own, encrypted: true });
    const point = system.addAccessPoint('Point', { path: '/data', createAcl: { ownerGid: '1000', ownerUid: '1000', permissions: '750' }, posixUser: { gid: '1000', uid: '1000' } });
    func(stack, 'Function', { vpc: own, filesystem: lambda.FileSystem.fromEfsAccessPoint(point, '/mnt/data') });
  },
  'parameters-and-secrets': (stack) => {
    new ssm.StringParameter(stack, 'Parameter', { parameterName: '/web/url', stringValue: 'https://example.com' });
    const secret = new secrets.Secret(stack, 'Secret');
    secret.grantRead(func(stack));
    new cdk.CfnOutput(stack, 'Arn', { value: secret.secretArn });
  },
  'roles': (stack) => {
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
    });
    new s3.Bucket(stack, 'Bucket').grantReadWrite(role);
    new iam.Group(stack, 'Group').addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
  },
  'build': (stack) => new codebuild.Project(stack, 'Project', {
    buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['make'] } } }),
    environment: { buildImage: codebuild.LinuxBuildImage.STANDARD_7_0 },
  }),
  'log-groups': (stack) => {
    const group = new logs.LogGroup(stack, 'Group', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    group.addMetricFilter('Errors', { filterPattern: logs.FilterPattern.literal('ERROR'), metricName: 'errors', metricNamespace: 'web' });
    group.addSubscriptionFilter('Own', {
      destination: new cdk.aws_logs_destinations.LambdaDestination(func(stack)), filterPattern: logs.FilterPattern.allEvents(),
    });
  },
};
