FROM eclipse-temurin:25-jre
RUN useradd --system mainstay
WORKDIR /app
COPY target/mainstay-*.jar mainstay.jar
USER mainstay
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-jar", "mainstay.jar"]
