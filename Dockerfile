# The image that k8s/ runs: a JRE, the libraries, the program and its jobs, each a layer of its own, so that a new version sends
# only what changed. `.ci/image` takes these very steps in a folder, for machines without an engine, and tests what comes of them.
#
#   docker build -t bursar:0.1.0 .
#
# The base images are settings: name your own mirror's.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:17-jre

FROM ${BUILD_IMAGE} AS build
ARG SOURCE=/build
WORKDIR ${SOURCE}
COPY pom.xml ${SOURCE}/pom.xml
COPY src/main ${SOURCE}/src/main
COPY sql ${SOURCE}/sql
COPY jobs ${SOURCE}/jobs
RUN mvn -B -q -Pquick package

FROM ${RUN_IMAGE}
ARG SOURCE=/build
ARG APP=/opt/bursar
COPY --from=build ${SOURCE}/target/lib ${APP}/lib
COPY image/bin ${APP}/bin
COPY --from=build ${SOURCE}/jobs ${APP}/jobs
COPY --from=build ${SOURCE}/target/quick/bursar.jar ${APP}/bursar.jar
# The classes of a start, as the JVM has them in memory: made by the JRE that reads them.
RUN ${APP}/bin/make-archive
ENV PATH=${APP}/bin:${PATH}
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["bursar"]
