// Sends one mail as a Java backend does: JavaMail, with one of the three strategies, which are those of Simple Java Mail.
// java -cp … SendMail.java HOST PORT STRATEGY USER PASSWORD
import java.util.Properties;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

public class SendMail {
  public static void main(String[] args) throws Exception {
    String protocol = args[2].equals("SMTPS") ? "smtps" : "smtp";
    String prefix = "mail." + protocol + ".";
    Properties properties = new Properties();
    properties.put(prefix + "auth", "true");
    properties.put(prefix + "ssl.trust", "*");
    properties.put(prefix + "timeout", "10000");
    if (args[2].equals("SMTP")) properties.put(prefix + "starttls.enable", "true");
    if (args[2].equals("SMTP_TLS")) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    Session session = Session.getInstance(properties);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("otp@acme.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@acme.example"));
    message.setSubject("Tek kullanımlık şifreniz", "UTF-8");
    message.setText("493027 tek kullanımlık şifrenizdir.", "UTF-8");
    message.saveChanges();
    Transport transport = session.getTransport(protocol);
    transport.connect(args[0], Integer.parseInt(args[1]), args[3], args[4]);
    transport.sendMessage(message, message.getAllRecipients());
    transport.close();
    System.out.println("sent");
  }
}
