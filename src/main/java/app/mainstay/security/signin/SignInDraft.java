package app.mainstay.security.signin;

/**
 * How long sign-ins last.
 *
 * @param idleMinutes  after so many minutes in which a person did nothing the session ends: 5 to 1,440
 * @param sessionHours after so many hours it ends in any case: 1 to 168
 * @param rememberDays for so long a device may stay signed in: 0 (never) to 90
 * @param logDays      for so long the security log is kept: 30 to 3,650
 * @param version      the version that was read
 */
public record SignInDraft(int idleMinutes, int sessionHours, int rememberDays, int logDays, int version) {
}
