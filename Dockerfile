# One service of Vestnik, named by the build argument SERVICE: broker-api, email-sender,
# telegram-sender, vk-sender, doctor, or local for the far sides to try it on.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/m2 \
    mvn --batch-mode --no-transfer-progress -Dmaven.repo.local=/m2 -Dmaven.test.skip=true -Dspotless.check.skip=true \
        --projects broker-api,email-sender,telegram-sender,vk-sender,doctor,local --also-make package \
    && for service in broker-api email-sender telegram-sender vk-sender doctor local; do \
        java -Djarmode=tools -jar "$service/target/$service-app.jar" \
            extract --layers --destination "/extracted/$service" \
        && mv "/extracted/$service/application/$service-app.jar" "/extracted/$service/application/app.jar" \
        || exit 1; \
    done

FROM eclipse-temurin:25-jre
ARG SERVICE
WORKDIR /app
# What changes most comes last, so that a new build of ours reuses the layers of the libraries.
COPY --from=build /extracted/${SERVICE}/dependencies/ ./
COPY --from=build /extracted/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /extracted/${SERVICE}/application/ ./
COPY deploy/docker/healthy.sh /usr/local/bin/healthy
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError"
# Here and not in the first stage: the JVM takes the cache only if it and the jars are the very same.
ARG AOT_CACHE=yes
RUN --mount=source=deploy/docker/learn.sh,target=/learn.sh \
    if [ "$AOT_CACHE" = yes ] && [ "$SERVICE" != doctor ]; then /learn.sh; else : > jvm.options; fi
# A number, so that a platform can check that it is not root.
USER 10001:10001
ENTRYPOINT ["java", "@jvm.options", "-jar", "app.jar"]
